/** Currency and tax jurisdiction of a station, from `StationState`. */
export interface Market {
  /** ISO 4217. */
  currency: string;
  jurisdiction: string;
}

/** Published version of a price list, cited by its prices. */
export interface PublishedVersion extends Market {
  /** `<price list id>:<version>`. */
  key: string;
  priceListId: string;
  version: number;
  /** Station that owns the list; empty for a list of the network. */
  stationId: string;
  /** Start of validity. */
  from: Date;
  /** Time of publication. */
  at: Date;
}

/** Kinds of prices: an hour of a kind of work, a part, a fee. */
export type PricedKind = 'labour' | 'part' | 'fee';

/** Price in a version of a list. */
export interface PublishedPrice {
  list: PublishedVersion;
  kind: PricedKind;
  /** Kind of work, part number or code of the fee. */
  code: string;
  amountMinor: bigint;
  taxCategory: string;
  /** True if the list has no such price from this version on. */
  withdrawn: boolean;
  /** Description of a fee, in both languages. */
  descriptionEn: string;
  descriptionZh: string;
}

/** Tax in a version of a list. */
export interface PublishedTax {
  list: PublishedVersion;
  kind: 'tax';
  code: string;
  /** Decimal number, in percent. */
  ratePercent: string;
}

/** Price in force at a time, with its tax and its price list version. */
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

/** Tax in force at a time, with its price list version. */
export interface TaxInForce {
  taxCategory: string;
  taxRatePercent: string;
  priceList: string;
}

/** Published prices and taxes in force for a station at a time. */
export interface PricesInForce extends Market {
  /** By kind and code. */
  prices: ReadonlyMap<string, PriceInForce>;
  /** By code of the tax category. */
  taxes: ReadonlyMap<string, TaxInForce>;
}

/**
 * Determines the prices in force at a time. A version of a list changes the prices that it states and keeps the others:
 *
 * 1. Within a list, the newest valid version with a line for a code counts; a withdrawn line ends the price of that
 *    list.
 * 2. Among several lists, the station's own come before the network's, then the line that became valid last, then the
 *    version that was published last.
 * 3. A price is taxed by the tax category in the newest valid version of its own list.
 *
 * @param published lines that the station can see, of its own lists and the network's, with past and future versions
 * @param market of the station; lists in another currency or jurisdiction are ignored
 * @throws RangeError for a price whose list lacks its tax category; `network` never publishes such a list
 */
export function pricesInForce(
  published: readonly (PublishedPrice | PublishedTax)[],
  at: Date,
  { currency, jurisdiction }: Market,
): PricesInForce {
  const started = published.filter(
    ({ list }) => list.currency === currency && list.jurisdiction === jurisdiction && list.from <= at,
  );
  const ofLists = newestOf(started, ({ list, kind, code }) => textOf(list.priceListId, kind, code), newerOfList);
  const ofTaxes = ofLists.filter((line) => line.kind === 'tax');
  const ofPrices = ofLists.filter((line) => line.kind !== 'tax').filter(({ withdrawn }) => !withdrawn);

  const rates = new Map(ofTaxes.map((tax) => [textOf(tax.list.priceListId, tax.code), tax.ratePercent]));
  const prices = newestOf(ofPrices, ({ kind, code }) => textOf(kind, code), preferred).map((line) => {
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
  const taxes = newestOf(ofTaxes, ({ code }) => code, preferred).map(
    ({ list, code, ratePercent }) =>
      [code, { taxCategory: code, taxRatePercent: ratePercent, priceList: list.key }] as const,
  );
  return { currency, jurisdiction, prices: new Map(prices), taxes: new Map(taxes) };
}

/**
 * Price in force of an hour of work, a part or a fee.
 *
 * @param code kind of work, part number or code of the fee
 * @returns undefined if no price is published
 */
export function priceOf({ prices }: PricesInForce, kind: PricedKind, code: string): PriceInForce | undefined {
  return prices.get(textOf(kind, code));
}

function textOf(...parts: readonly string[]): string {
  return parts.join('\n');
}

interface Line {
  list: PublishedVersion;
}

/** Keeps the first line of each key by the given order. */
function newestOf<L extends Line>(lines: readonly L[], keyOf: (line: L) => string, order: typeof preferred): L[] {
  const found = new Map<string, L>();
  for (const line of lines) {
    const key = keyOf(line);
    const other = found.get(key);
    if (!other || order(line, other) < 0) found.set(key, line);
  }
  return [...found.values()];
}

/** Order within a list: the version that became valid last, then the higher version. */
function newerOfList({ list: a }: Line, { list: b }: Line): number {
  return Number(b.from) - Number(a.from) || b.version - a.version;
}

/** Order of several lists: the station's own, then the line that became valid last, then the latest publication. */
function preferred({ list: a }: Line, { list: b }: Line): number {
  const own = Number(b.stationId !== '') - Number(a.stationId !== '');
  return own || Number(b.from) - Number(a.from) || Number(b.at) - Number(a.at) || (a.key < b.key ? 1 : -1);
}
