import { milliOf, quantityOf } from './quantity.ts';

/** Data of a part in the catalogue and in the station's stock. */
export interface PartInStore {
  partNumber: string;
  leadDays: number;
  supersededBy: string | null;
  /** Stock that is not reserved. */
  freeMilli: number;
  /** Stock reserved for the visit in the request. */
  ownMilli: number;
  /** Expected date of the visit's open supply order; null without one. */
  expectedAt: Date | null;
}

const dayMs = 24 * 60 * 60_000;

/** Availability of parts in the given order: a piece counted for one line is not counted for a later one. */
export function availability(
  wanted: readonly { partNumber: string; quantity: string }[],
  found: readonly PartInStore[],
  now: Date,
) {
  const left = new Map(found.map(({ partNumber, freeMilli, ownMilli }) => [partNumber, freeMilli + ownMilli]));
  const parts = wanted.map(({ partNumber, quantity }) => {
    const part = found.find((each) => each.partNumber === partNumber);
    const free = left.get(partNumber) ?? 0;
    const enough = free >= milliOf(quantity);
    left.set(partNumber, Math.max(0, free - milliOf(quantity)));
    return {
      partNumber,
      known: part !== undefined,
      freeQuantity: quantityOf(free),
      enough,
      availableAt: enough ? now : part && expectedOf(part, now),
      supersededBy: part?.supersededBy ?? '',
    };
  });
  const dates = parts.flatMap(({ availableAt }) => availableAt ?? []);
  const isKnown = dates.length === parts.length;
  return { parts, allAvailableAt: isKnown ? new Date(Math.max(...dates.map(Number))) : undefined };
}

/** Expected date of an order; undefined for a superseded part, which cannot be ordered. */
function expectedOf({ expectedAt, supersededBy, leadDays }: PartInStore, now: Date): Date | undefined {
  if (expectedAt) return expectedAt < now ? now : expectedAt;
  return supersededBy === null ? new Date(Number(now) + leadDays * dayMs) : undefined;
}
