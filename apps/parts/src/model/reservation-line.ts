import type { AppointmentPart } from '@waystation/contracts/appointments/v1/events';
import type { ReservedPart, ShortPart } from '@waystation/contracts/parts/v1/events';
import type { OrderedItem } from '@waystation/contracts/reception/v1/events';
import { milliOf, quantityOf, sumOf } from './quantity.ts';

/** Reserved pieces in one bin. */
export interface Lot {
  bin: string;
  milli: number;
  /** True on the appointment shelf. */
  shelved: boolean;
}

/** Part that a visit needs. */
export interface Want {
  /** Null until an order is countersigned. */
  itemId: string | null;
  concernId: string | null;
  partNumber: string;
  milli: number;
}

/** Part that a visit needs, with its reserved and issued quantities. */
export interface ReservationLine {
  itemId: string | null;
  concernId: string | null;
  partNumber: string;
  wantedMilli: number;
  lots: Lot[];
  issuedMilli: number;
  /** Returned quantity of the issued one. It is not reserved again. */
  returnedMilli: number;
  /** Expected date of the missing quantity; null if unknown. */
  expectedAt: Date | null;
  /** True if a countersigned order contains the line. */
  authorised: boolean;
}

/** Pieces that are no longer reserved, with their former purpose. */
export interface Freed extends Lot {
  itemId: string | null;
  concernId: string | null;
  partNumber: string;
}

/** Expected needs of an appointment, one per part and concern. */
export function wantsOfAppointment(parts: readonly AppointmentPart[]): Want[] {
  return merged(
    parts.map(({ concernId, partNumber, quantity }) => ({
      itemId: null,
      concernId: concernId || null,
      partNumber,
      milli: milliOf(quantity),
    })),
  );
}

/** Needs of a countersigned order, one per part and item. */
export function wantsOfOrder(items: readonly OrderedItem[]): Want[] {
  return merged(
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

function merged(wants: readonly Want[]): Want[] {
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

/** Quantity left to issue, in stock or not. */
export function openOf({ wantedMilli, issuedMilli }: ReservationLine): number {
  return Math.max(0, wantedMilli - issuedMilli);
}

export function lackOf(line: ReservationLine): number {
  return Math.max(0, openOf(line) - reservedOf(line));
}

/** Quantity in the workshop or in the vehicle. */
export function outOf({ issuedMilli, returnedMilli }: ReservationLine): number {
  return issuedMilli - returnedMilli;
}

/**
 * Distributes the reserved pieces to the present needs: each piece to its former purpose, else to the same concern, else to
 * any need of the part.
 *
 * @returns lines of the present needs, and the pieces left over for other visits
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
  const priorities: ((line: ReservationLine, lot: Freed) => boolean)[] = [
    (line, lot) => isFor(lot, line),
    (line, lot) => line.concernId !== null && lot.concernId === line.concernId,
    () => true,
  ];
  for (const isMatch of priorities) {
    for (const line of wanted) {
      for (const lot of pool.filter(({ partNumber }) => partNumber === line.partNumber)) {
        const milli = isMatch(line, lot) ? Math.min(lackOf(line), lot.milli) : 0;
        if (milli > 0) line.lots = withLot(line.lots, { bin: lot.bin, shelved: lot.shelved, milli });
        lot.milli -= milli;
      }
    }
  }
  // Issued parts that are no longer needed must be returned.
  const issued = lines
    .filter((line) => outOf(line) > 0 && !wanted.some((want) => isFor(line, want)))
    .map((line) => ({ ...line, wantedMilli: 0, lots: [], expectedAt: null, authorised: false }));
  return { lines: [...wanted, ...issued], left: pool.filter(({ milli }) => milli > 0) };
}

/** Adds a lot, merging it with one in the same bin. */
export function withLot(lots: readonly Lot[], { bin, milli, shelved }: Lot): Lot[] {
  const known = lots.some((lot) => lot.bin === bin && lot.shelved === shelved);
  if (!known) return [...lots, { bin, milli, shelved }];
  return lots.map((lot) => (lot.bin === bin && lot.shelved === shelved ? { ...lot, milli: lot.milli + milli } : lot));
}

/** @returns the given quantity from the first lots, and the rest */
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

/** Part in the form of events. */
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
