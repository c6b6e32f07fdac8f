import type { PriceListState } from '@waystation/contracts/network/v1/state';

/** Money and rules of tax of a station, as `StationState` says them. */
export interface Market {
  /** ISO 4217. */
  currency: string;
  jurisdiction: string;
}

/** What is published for a station at a time. */
export interface PricesInForce extends Market {
  /** The station's own list, if it has one, and behind it the network's: the first that has a price counts. */
  lists: readonly PriceListState[];
}

/**
 * The prices that count at a time: of the station's own lists the version that began last, and the same of the network's
 * behind it, for what the station has no price of its own.
 *
 * @param lists what a station knows: versions of its own lists and of the network's, past, present and to come
 * @param market the station's: what is published in other money, or for other taxes, is not for it
 */
export function priceListInForce(
  lists: readonly PriceListState[],
  at: Date,
  { currency, jurisdiction }: Market,
): PricesInForce {
  const begun = lists
    .filter(
      (list) => list.currency === currency && list.jurisdiction === jurisdiction && !!list.from && list.from <= at,
    )
    .toSorted(newestFirst);
  const own = begun.find(({ stationId }) => stationId !== '');
  const network = begun.find(({ stationId }) => stationId === '');
  return { currency, jurisdiction, lists: [own, network].filter((list) => list !== undefined) };
}

/** Of two that begin together, the higher version counts; of two lists, the one that was published last. */
function newestFirst(a: PriceListState, b: PriceListState): number {
  const published = Number(b.at ?? 0) - Number(a.at ?? 0);
  const withinList = a.priceListId === b.priceListId ? b.version - a.version : published;
  return Number(b.from) - Number(a.from) || withinList || (a.key < b.key ? 1 : -1);
}
