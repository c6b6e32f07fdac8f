/** Money and rules of tax of a station, as `StationState` says them. */
export interface Market {
  /** ISO 4217. */
  currency: string;
  jurisdiction: string;
}

/** A published version of a price list: what its prices cite. */
export interface PublishedVersion extends Market {
  /** `<price list id>:<version>`. */
  key: string;
  priceListId: string;
  version: number;
  /** Whose list it is; empty for the network's. */
  stationId: string;
  /** From when on it counts. */
  from: Date;
  /** When it was published. */
  at: Date;
}

/** What has a price: an hour of a kind of work, a part, a fee. */
export type PricedKind = 'labour' | 'part' | 'fee';

/** A line of a version. */
export interface PublishedPrice {
  list: PublishedVersion;
  kind: PricedKind;
  /** Kind of work, part number or code of the fee. */
  code: string;
  amountMinor: bigint;
  taxCategory: string;
  /** The list has no such price from this version on. */
  withdrawn: boolean;
  /** Of fees. */
  descriptionEn: string;
  descriptionZh: string;
}

/** A tax as a version states it. */
export interface PublishedTax {
  list: PublishedVersion;
  kind: 'tax';
  code: string;
  /** Decimal number, in percent. */
  ratePercent: string;
}

/** A price at a time, with its tax and the version that it comes from. */
export interface PriceInForce {
  amountMinor: bigint;
  taxCategory: string;
  /** Decimal number, in percent. */
  taxRatePercent: string;
  /** Key of the version. */
  priceList: string;
  descriptionEn: string;
  descriptionZh: string;
}

/** A tax at a time, and the version that states it. */
export interface TaxInForce {
  taxCategory: string;
  taxRatePercent: string;
  priceList: string;
}

/** Published prices and taxes that count for a station at a time. */
export interface PricesInForce extends Market {
  /** By kind and code. */
  prices: ReadonlyMap<string, PriceInForce>;
  /** By code of the tax category. */
  taxes: ReadonlyMap<string, TaxInForce>;
}

/**
 * The prices that count at a time. A version of a list states prices and leaves the others of its list as they are:
 *
 * 1. Of each list the newest begun version with a line for a code counts; a withdrawn line ends the list's price.
 * 2. Of several lists the station's own go before the network's, then the line that began last, then the version that
 *    was published last.
 * 3. A price is taxed as the newest begun version of its own list states the tax category.
 *
 * @param published lines that a station can see: of its own lists and of the network's, past, present and to come
 * @param market the station's: lists in other money, or for other taxes, are not for it
 * @throws RangeError for a price whose list states no such tax category: `network` publishes no such list
 */
export function pricesInForce(
  published: readonly (PublishedPrice | PublishedTax)[],
  at: Date,
  { currency, jurisdiction }: Market,
): PricesInForce {
  const begun = published.filter(
    ({ list }) => list.currency === currency && list.jurisdiction === jurisdiction && list.from <= at,
  );
  const ofLists = newestOf(begun, ({ list, kind, code }) => textOf(list.priceListId, kind, code), newerOfList);
  const ofTaxes = ofLists.filter((line) => line.kind === 'tax');
  const ofPrices = ofLists.filter((line) => line.kind !== 'tax').filter(({ withdrawn }) => !withdrawn);

  const rates = new Map(ofTaxes.map((tax) => [textOf(tax.list.priceListId, tax.code), tax.ratePercent]));
  const prices = newestOf(ofPrices, ({ kind, code }) => textOf(kind, code), nearer).map((line) => {
    const { list, kind, code, amountMinor, taxCategory, descriptionEn, descriptionZh } = line;
    const taxRatePercent = rates.get(textOf(list.priceListId, taxCategory));
    if (taxRatePercent === undefined) throw new RangeError(`Price list ${list.key} has no tax category ${taxCategory}`);
    const of: PriceInForce = {
      amountMinor,
      taxCategory,
      taxRatePercent,
      priceList: list.key,
      descriptionEn,
      descriptionZh,
    };
    return [textOf(kind, code), of] as const;
  });
  const taxes = newestOf(ofTaxes, ({ code }) => code, nearer).map(
    ({ list, code, ratePercent }) =>
      [code, { taxCategory: code, taxRatePercent: ratePercent, priceList: list.key }] as const,
  );
  return { currency, jurisdiction, prices: new Map(prices), taxes: new Map(taxes) };
}

/** The price of something, or undefined where none is published. @param code kind of work, part number or code of the fee */
export function priceOf({ prices }: PricesInForce, kind: PricedKind, code: string): PriceInForce | undefined {
  return prices.get(textOf(kind, code));
}

function textOf(...parts: readonly string[]): string {
  return parts.join('\n');
}

interface Line {
  list: PublishedVersion;
}

/** Of the lines with the same key the first by the order. */
function newestOf<L extends Line>(lines: readonly L[], keyOf: (line: L) => string, order: typeof nearer): L[] {
  const found = new Map<string, L>();
  for (const line of lines) {
    const key = keyOf(line);
    const other = found.get(key);
    if (!other || order(line, other) < 0) found.set(key, line);
  }
  return [...found.values()];
}

/** Of one list: the version that began last, and of two that begin together the higher one. */
function newerOfList({ list: a }: Line, { list: b }: Line): number {
  return Number(b.from) - Number(a.from) || b.version - a.version;
}

/** Of several lists: the station's own, then the line that began last, then the version that was published last. */
function nearer({ list: a }: Line, { list: b }: Line): number {
  const own = Number(b.stationId !== '') - Number(a.stationId !== '');
  return own || Number(b.from) - Number(a.from) || Number(b.at) - Number(a.at) || (a.key < b.key ? 1 : -1);
}
