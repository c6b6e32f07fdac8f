import type { Fee, LabourRate, PartPrice, PriceListState, TaxCategory } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, Refused, type FieldViolation, type Steps } from '@waystation/model';
import { doublesIn } from './doubles.ts';
import { beginningOf, type Edition } from './edition.ts';
import { mustFit } from './must-fit.ts';
import { ofNetwork, tellStation } from './of-network.ts';

export interface PriceListEvents {
  PriceListState: PriceListState;
}

export const priceListSteps = {
  publish: { from: ['published'], event: 'PriceListState' },
} as const satisfies Steps<'published', PriceListEvents>;

/** Money and rules of tax that prices are in. */
export interface Market {
  /** ISO 4217. */
  currency: string;
  jurisdiction: string;
}

/** What a version of prices says. */
export interface Prices extends Market {
  labourRates: LabourRate[];
  partPrices: PartPrice[];
  fees: Fee[];
  taxCategories: TaxCategory[];
}

/** Prices, of the network or of a station, version by version. Currency and jurisdiction are the same in all of them. */
export class PriceList extends Aggregate<typeof priceListSteps, PriceListEvents, 'price list'> {
  /** Whose list it is; null for the network's. */
  declare ofStation: string | null;
  declare currency: string;
  declare jurisdiction: string;
  declare latestVersion: number;
  declare latestFrom: Date | null;

  protected get steps() {
    return priceListSteps;
  }
  protected get subject() {
    return 'price list' as const;
  }

  /** @param station whose list it is; the network's when left out. Its prices are in the station's own money */
  static open(id: string, { currency, jurisdiction }: Market, station?: Market & { id: string }): PriceList {
    const list = new PriceList();
    list.begin(ofNetwork(id), 'published');
    list.ofStation = station?.id ?? null;
    if (station) mustAgree({ currency, jurisdiction }, station);
    list.currency = currency;
    list.jurisdiction = jurisdiction;
    list.latestVersion = 0;
    list.latestFrom = null;
    return list;
  }

  /** @throws Invalid for a tax category that is not stated, or what is stated twice; Refused for another market's prices */
  publishVersion(edition: Edition, prices: Prices, id: string, at: Date): PriceListVersion {
    mustAgree(prices, this);
    mustAddUp(prices);
    const from = beginningOf(edition, this, at);
    const { currency, jurisdiction, labourRates, partPrices, fees, taxCategories } = prices;
    const { version } = edition;
    const stated = { currency, jurisdiction, labourRates, partPrices, fees, taxCategories };
    mustFit(stated);
    tellStation(this, this.ofStation);
    this.step('publish', at, { key: `${this.id}:${version}`, version, from, ...stated });
    this.latestVersion = version;
    this.latestFrom = from;
    return PriceListVersion.of(id, this, version, from, stated);
  }
}

/** A version, as it was published. */
export class PriceListVersion {
  declare id: string;
  declare ofStation: string | null;
  declare priceListId: string;
  declare number: number;
  declare validFrom: Date;
  declare currency: string;
  declare jurisdiction: string;
  declare labourRates: LabourRate[];
  declare partPrices: PartPrice[];
  declare fees: Fee[];
  declare taxCategories: TaxCategory[];
  declare version: number;

  static of(id: string, list: PriceList, number: number, validFrom: Date, prices: Prices): PriceListVersion {
    const { id: priceListId, ofStation } = list;
    const facts = { id, priceListId, ofStation, number, validFrom, ...prices };
    return Object.assign(new PriceListVersion(), facts);
  }
}

function mustAgree(prices: Market, { currency, jurisdiction }: Market): void {
  if (prices.currency !== currency) throw new Refused('CURRENCY_DIFFERS', { currency });
  if (prices.jurisdiction !== jurisdiction) throw new Refused('JURISDICTION_DIFFERS', { jurisdiction });
}

function mustAddUp({ labourRates, partPrices, fees, taxCategories }: Prices): void {
  const field = (list: string) => (index: number) => `${list}[${index}]`;
  const categories = new Set(taxCategories.map(({ code }) => code));
  const untaxed = (list: string, priced: readonly { taxCategory: string }[]) =>
    priced.flatMap(({ taxCategory }, index): FieldViolation[] =>
      categories.has(taxCategory)
        ? []
        : [
            {
              field: `${list}[${index}].tax_category`,
              description: `there is no tax category ${taxCategory}`,
              reason: 'TAX_CATEGORY_UNKNOWN',
            },
          ],
    );
  const violations = [
    ...untaxed('labour_rates', labourRates),
    ...untaxed('part_prices', partPrices),
    ...untaxed('fees', fees),
    ...doublesIn(labourRates, ({ workKind }) => workKind, field('labour_rates'), 'PRICE_STATED_TWICE'),
    ...doublesIn(partPrices, ({ partNumber }) => partNumber, field('part_prices'), 'PRICE_STATED_TWICE'),
    ...doublesIn(fees, ({ code }) => code, field('fees'), 'PRICE_STATED_TWICE'),
    ...doublesIn(taxCategories, ({ code }) => code, field('tax_categories'), 'TAX_CATEGORY_STATED_TWICE'),
    ...negatives('labour_rates', labourRates, ({ perHourMinor }) => perHourMinor, 'per_hour_minor'),
    ...negatives('part_prices', partPrices, ({ perUnitMinor }) => perUnitMinor, 'per_unit_minor'),
    ...negatives('fees', fees, ({ amountMinor }) => amountMinor, 'amount_minor'),
  ];
  if (violations.length > 0) throw new Invalid(violations);
}

function negatives<T>(list: string, priced: readonly T[], priceOf: (of: T) => bigint, name: string): FieldViolation[] {
  return priced.flatMap((each, index) =>
    priceOf(each) < 0n
      ? [{ field: `${list}[${index}].${name}`, description: 'must not be negative', reason: 'PRICE_NEGATIVE' }]
      : [],
  );
}
