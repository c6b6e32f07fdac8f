import type { AppointedPart } from '@waystation/contracts/appointments/v1/events';
import type { ReservedPart, ShortPart } from '@waystation/contracts/parts/v1/events';
import type { OrderedItem } from '@waystation/contracts/reception/v1/events';
import { milliOf, quantityOf, sumOf } from './quantity.ts';

/** Pieces that are set aside, and where they lie. */
export interface Lot {
  bin: string;
  milli: number;
  /** On the shelf of the appointment. */
  shelved: boolean;
}

/** A part that is wanted for a visit. */
export interface Want {
  /** Null until an order is countersigned. */
  itemId: string | null;
  concernId: string | null;
  partNumber: string;
  milli: number;
}

/** How far a part that is wanted is there. */
export interface ReservationLine {
  itemId: string | null;
  concernId: string | null;
  partNumber: string;
  wantedMilli: number;
  lots: Lot[];
  issuedMilli: number;
  /** Of what was issued. It is not wanted again by itself. */
  returnedMilli: number;
  /** When what lacks is expected; null: not known. */
  expectedAt: Date | null;
  /** A countersigned order asks for it. */
  authorised: boolean;
}

/** Pieces that were set aside for something, and are no longer. */
export interface Freed extends Lot {
  itemId: string | null;
  concernId: string | null;
  partNumber: string;
}

/** What an appointment is thought to need; the same part for the same concern stands there once. */
export function wantsOfAppointment(parts: readonly AppointedPart[]): Want[] {
  return together(
    parts.map(({ concernId, partNumber, quantity }) => ({
      itemId: null,
      concernId: concernId || null,
      partNumber,
      milli: milliOf(quantity),
    })),
  );
}

/** What a countersigned order asks for; the same part for the same item stands there once. */
export function wantsOfOrder(items: readonly OrderedItem[]): Want[] {
  return together(
    items.flatMap(({ itemId, concernId, parts }) =>
      parts.map(({ partNumber, quantity }) => ({
        itemId,
        concernId: concernId || null,
        partNumber,
        milli: milliOf(quantity),
      })),
    ),
  );
}

function together(wants: readonly Want[]): Want[] {
  const byKey = Map.groupBy(wants, ({ itemId, concernId, partNumber }) => [itemId, concernId, partNumber].join(' '));
  return [...byKey.values()].map((same) => ({ ...same[0]!, milli: sumOf(same) })).filter(({ milli }) => milli > 0);
}

export function isFor(line: Pick<Want, 'itemId' | 'concernId' | 'partNumber'>, want: typeof line): boolean {
  const sameItem = line.itemId === want.itemId && (line.itemId !== null || line.concernId === want.concernId);
  return sameItem && line.partNumber === want.partNumber;
}

export function reservedOf({ lots }: Pick<ReservationLine, 'lots'>): number {
  return sumOf(lots);
}

/** How much is still to be given out, whether it is there or not. */
export function openOf({ wantedMilli, issuedMilli }: ReservationLine): number {
  return Math.max(0, wantedMilli - issuedMilli);
}

export function lackOf(line: ReservationLine): number {
  return Math.max(0, openOf(line) - reservedOf(line));
}

/** What is in the workshop or in the truck. */
export function outOf({ issuedMilli, returnedMilli }: ReservationLine): number {
  return issuedMilli - returnedMilli;
}

/**
 * Gives what was set aside to what is wanted now: each piece to what it was for, else to the same concern, else to any
 * that wants such a part. Only what is left over is free for others.
 *
 * @returns the lines that are wanted now, and what is left over
 */
export function rearranged(
  lines: readonly ReservationLine[],
  wants: readonly Want[],
  authorised: boolean,
): { lines: ReservationLine[]; left: Freed[] } {
  const pool: Freed[] = lines.flatMap(({ itemId, concernId, partNumber, lots }) =>
    lots.map((lot) => ({ ...lot, itemId, concernId, partNumber })),
  );
  const wanted = wants.map(({ milli, ...want }): ReservationLine => {
    const known = lines.find((line) => isFor(line, want));
    const { issuedMilli = 0, returnedMilli = 0, expectedAt = null } = known ?? {};
    return { ...want, wantedMilli: milli, lots: [], issuedMilli, returnedMilli, expectedAt, authorised };
  });
  const nearness: ((line: ReservationLine, lot: Freed) => boolean)[] = [
    (line, lot) => isFor(lot, line),
    (line, lot) => line.concernId !== null && lot.concernId === line.concernId,
    () => true,
  ];
  for (const isNear of nearness) {
    for (const line of wanted) {
      for (const lot of pool.filter(({ partNumber }) => partNumber === line.partNumber)) {
        const milli = isNear(line, lot) ? Math.min(lackOf(line), lot.milli) : 0;
        if (milli > 0) line.lots = withLot(line.lots, { bin: lot.bin, shelved: lot.shelved, milli });
        lot.milli -= milli;
      }
    }
  }
  // What was issued and is no longer wanted is to come back.
  const issued = lines
    .filter((line) => outOf(line) > 0 && !wanted.some((want) => isFor(line, want)))
    .map((line) => ({ ...line, wantedMilli: 0, lots: [], expectedAt: null, authorised: false }));
  return { lines: [...wanted, ...issued], left: pool.filter(({ milli }) => milli > 0) };
}

/** Pieces in the same bin are one lot. */
export function withLot(lots: readonly Lot[], { bin, milli, shelved }: Lot): Lot[] {
  const known = lots.some((lot) => lot.bin === bin && lot.shelved === shelved);
  if (!known) return [...lots, { bin, milli, shelved }];
  return lots.map((lot) => (lot.bin === bin && lot.shelved === shelved ? { ...lot, milli: lot.milli + milli } : lot));
}

/** @returns the given number of pieces from the first lots, and the rest */
export function splitLots(lots: readonly Lot[], milli: number): { taken: Lot[]; rest: Lot[] } {
  let open = milli;
  const taken: Lot[] = [];
  const rest: Lot[] = [];
  for (const lot of lots) {
    const part = Math.min(open, lot.milli);
    open -= part;
    if (part > 0) taken.push({ ...lot, milli: part });
    if (part < lot.milli) rest.push({ ...lot, milli: lot.milli - part });
  }
  return { taken, rest };
}

/** As events name it. */
export function reservedPart(
  of: { itemId: string | null; concernId: string | null; partNumber: string },
  milli: number,
) {
  const { itemId, concernId, partNumber } = of;
  const part: ReservedPart = {
    itemId: itemId ?? '',
    concernId: concernId ?? '',
    partNumber,
    quantity: quantityOf(milli),
  };
  return part;
}

export function shortPart(line: ReservationLine): ShortPart {
  const expected = line.expectedAt ? { expectedAt: line.expectedAt } : {};
  return { ...reservedPart(line, lackOf(line)), ...expected };
}
