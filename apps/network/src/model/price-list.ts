import type { PartPricesState, PriceListState } from '@waystation/contracts/network/v1/state';
import { Aggregate, mustBeCurrency, Refused, type Steps } from '@waystation/model';
import { beginningOf, mustBeNewer, type Edition } from './edition.ts';
import type { PartPricePage, PriceListVersion } from './price-list-version.ts';

export interface PriceListEvents {
  PriceListState: PriceListState;
  PartPricesState: PartPricesState;
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

/** Prices, of the network or of a station, version by version. Currency and jurisdiction are the same in all of them. */
export class PriceList extends Aggregate<typeof priceListSteps, PriceListEvents, 'price list', 'network'> {
  /** Whose list it is; null for the network's. */
  ofStation: string | null = null;
  declare currency: string;
  declare jurisdiction: string;
  latestVersion = 0;
  latestFrom: Date | null = null;

  protected get steps() {
    return priceListSteps;
  }
  protected get subject() {
    return 'price list' as const;
  }
  override get eventStation() {
    return this.ofStation ?? undefined;
  }

  /**
   * @param station whose list it is; the network's when left out. Its prices are in the station's own money
   * @throws Invalid for a currency that doesn't exist
   */
  static open(id: string, { currency, jurisdiction }: Market, station?: Market & { id: string }): PriceList {
    mustBeCurrency(currency);
    const list = new PriceList();
    list.begin({ id }, 'published');
    list.ofStation = station?.id ?? null;
    if (station) mustAgree({ currency, jurisdiction }, station);
    list.currency = currency;
    list.jurisdiction = jurisdiction;
    return list;
  }

  /** @throws Refused for a version that is no newer one, and for another market's prices */
  mustTake(version: number, market: Market): void {
    mustBeNewer(version, this);
    mustAgree(market, this);
  }

  /**
   * Publishes a draft of this list with all its pages.
   *
   * @param pages as they were set, in their order
   * @param edition when it begins, and how many pages were set
   * @throws Refused where pages are missing, and for a version that is no newer one
   */
  publishVersion(
    version: PriceListVersion,
    pages: readonly PartPricePage[],
    { from: wanted, partPages }: Omit<Edition, 'version'> & { partPages: number },
    at: Date,
  ): void {
    const { number, labourRates, fees, taxCategories } = version;
    version.mustHavePages(partPages);
    const from = beginningOf({ version: number, from: wanted }, this, at);
    version.publishFrom(from, at);
    const key = `${this.id}:${number}`;
    for (const { page, partPrices } of pages) {
      this.publish('PartPricesState', at, {
        key: `${key}:${page}`,
        version: number,
        page,
        partPrices: [...partPrices],
      });
    }
    const { currency, jurisdiction } = this;
    const stated = { currency, jurisdiction, labourRates, fees, taxCategories };
    this.step('publish', at, { key, version: number, from, ...stated, partPages, parts: version.parts });
    this.latestVersion = number;
    this.latestFrom = from;
  }
}

function mustAgree(prices: Market, { currency, jurisdiction }: Market): void {
  if (prices.currency !== currency) throw new Refused('CURRENCY_DIFFERS', { currency });
  if (prices.jurisdiction !== jurisdiction) throw new Refused('JURISDICTION_DIFFERS', { jurisdiction });
}
