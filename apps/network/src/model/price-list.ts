import type { PartPricesState, PriceListState } from '@waystation/contracts/network/v1/state';
import { Aggregate, mustBeCurrency, Refused, type Steps } from '@waystation/model';
import { validFromOf, mustBeNewer, type Edition } from './edition.ts';
import type { PartPricePage, PriceListVersion } from './price-list-version.ts';

export interface PriceListEvents {
  PriceListState: PriceListState;
  PartPricesState: PartPricesState;
}

export const priceListSteps = {
  publish: { from: ['published'], event: 'PriceListState' },
} as const satisfies Steps<'published', PriceListEvents>;

/** Currency and tax jurisdiction of prices. */
export interface Market {
  /** ISO 4217. */
  currency: string;
  jurisdiction: string;
}

/** Price list of the network or of a station, published in versions with the same currency and jurisdiction. */
export class PriceList extends Aggregate<typeof priceListSteps, PriceListEvents, 'price list', 'network'> {
  /** Station that owns the list; null for the network. */
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
   * @param station owner of the list, undefined for the network; its market must be that of the prices
   * @throws Invalid for an unknown currency; Refused for prices of another market
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

  /** @throws Refused if the version is not newer, or its prices are of another market */
  mustAccept(version: number, market: Market): void {
    mustBeNewer(version, this);
    mustAgree(market, this);
  }

  /**
   * Publishes a draft of this list with all its pages.
   *
   * @param pages all pages of the draft, in order
   * @param edition time from which it is valid, and number of pages
   * @throws Refused if pages are missing, or the version is not newer
   */
  publishVersion(
    version: PriceListVersion,
    pages: readonly PartPricePage[],
    { from: requestedFrom, partPages }: Omit<Edition, 'version'> & { partPages: number },
    at: Date,
  ): void {
    const { number, labourRates, fees, taxCategories } = version;
    version.mustHavePages(partPages);
    const from = validFromOf({ version: number, from: requestedFrom }, this, at);
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
    const content = { currency, jurisdiction, labourRates, fees, taxCategories };
    this.step('publish', at, { key, version: number, from, ...content, partPages, parts: version.parts });
    this.latestVersion = number;
    this.latestFrom = from;
  }
}

function mustAgree(prices: Market, { currency, jurisdiction }: Market): void {
  if (prices.currency !== currency) throw new Refused('CURRENCY_DIFFERS', { currency });
  if (prices.jurisdiction !== jurisdiction) throw new Refused('JURISDICTION_DIFFERS', { jurisdiction });
}
