import { milliOf, quantityOf } from './quantity.ts';

/** What the catalogue and the store know of a part. */
export interface PartInStore {
  partNumber: string;
  leadDays: number;
  supersededBy: string | null;
  /** Set aside for nobody. */
  freeMilli: number;
  /** Set aside for the visit that is asked for. */
  ownMilli: number;
  /** When what the visit lacks of it is expected, if it is ordered or to be. */
  expectedAt: Date | null;
}

const dayMs = 24 * 60 * 60_000;

/** Whether parts can be had, each in its turn: what the first one takes the second one can't have. */
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

/** What another part has taken the place of is ordered no more. */
function expectedOf({ expectedAt, supersededBy, leadDays }: PartInStore, now: Date): Date | undefined {
  if (expectedAt) return expectedAt < now ? now : expectedAt;
  return supersededBy === null ? new Date(Number(now) + leadDays * dayMs) : undefined;
}
