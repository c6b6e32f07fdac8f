import type {
  PartsCovered,
  PartsReleased,
  PartsReserved,
  PartsShelved,
  PartsShort,
  ReservedPart,
} from '@waystation/contracts/parts/v1/events';
import type { OrderedItem } from '@waystation/contracts/reception/v1/events';
import { Aggregate, NotFound, Refused, type Steps, type VisitRef } from '@waystation/model';
import type { SlipLine } from './issue-slip.ts';
import {
  lackOf,
  openOf,
  outOf,
  rearranged,
  reservedOf,
  reservedPart,
  shortPart,
  splitLots,
  wantsOfOrder,
  withLot,
  type Freed,
  type ReservationLine,
  type Want,
} from './reservation-line.ts';
import { sumOf } from './quantity.ts';
import type { Stockroom } from './stockroom.ts';

/** `empty`: no need yet. `covered`: missing parts have arrived. */
export type ReservationStatus = 'empty' | 'reserved' | 'short' | 'covered' | 'released';

export interface ReservationEvents {
  PartsReserved: PartsReserved;
  PartsShort: PartsShort;
  PartsCovered: PartsCovered;
  PartsReleased: PartsReleased;
  PartsShelved: PartsShelved;
}

const any = ['empty', 'reserved', 'short', 'covered', 'released'] as const;

export const reservationSteps = {
  setAside: { from: any, to: 'reserved', event: 'PartsReserved' },
  fallShort: { from: any, to: 'short', event: 'PartsShort' },
  cover: { from: ['short'], to: 'covered', event: 'PartsCovered' },
  release: { from: any, to: 'released', event: 'PartsReleased' },
  shelve: { from: ['reserved', 'short', 'covered'], event: 'PartsShelved' },
} as const satisfies Steps<ReservationStatus, ReservationEvents>;

/** Repair order that the customer agreed to. */
export interface AgreedOrder {
  orderRevision: number;
  /** All items of the order. */
  items: readonly OrderedItem[];
}

/** Part and quantity. */
export interface PartQuantity {
  partNumber: string;
  milli: number;
}

/** State before a change, which decides about the events to publish. */
interface Snapshot {
  reserved: string;
  short: string;
  lacked: boolean;
  wanted: boolean;
}

/**
 * Parts reserved for one visit, with the same id: first for the expected needs of its appointment, then for its
 * countersigned order. Missing parts are ordered, and reserved when they arrive.
 */
export class Reservation extends Aggregate<typeof reservationSteps, ReservationEvents, 'reservation'> {
  declare visitId: string;
  /** Time of the first request; the oldest reservation is served first. */
  declare openedAt: Date;
  forAppointment = false;
  /** Start of the appointment. */
  neededAt: Date | null = null;
  /** Revision of the order in force; 0 until it is countersigned. */
  orderRevision = 0;
  orderedItemIds: string[] = [];
  lines: ReservationLine[] = [];
  shelf: string | null = null;
  bin: string | null = null;
  /** Numbers of the missing and of the reserved parts, for searches. */
  shortParts: string[] = [];
  reservedParts: string[] = [];
  /** Start of the pending picking, issuing and returning; null without any. */
  toShelveSince: Date | null = null;
  toIssueSince: Date | null = null;
  toReturnSince: Date | null = null;

  protected get steps() {
    return reservationSteps;
  }
  protected get subject() {
    return 'reservation' as const;
  }

  static open(visit: VisitRef, at: Date): Reservation {
    const { stationId, visitId, standardVersion } = visit;
    const reservation = new Reservation();
    reservation.begin({ id: visitId, stationId, visitId, standardVersion }, 'empty');
    reservation.openedAt = at;
    return reservation;
  }

  get partNumbers(): string[] {
    return [...new Set(this.lines.map(({ partNumber }) => partNumber))];
  }

  /** Missing quantities by part. */
  get lacking(): Map<string, number> {
    const lacking = new Map<string, number>();
    for (const line of this.lines.filter((each) => lackOf(each) > 0)) {
      lacking.set(line.partNumber, (lacking.get(line.partNumber) ?? 0) + lackOf(line));
    }
    return lacking;
  }

  /** Reserves the expected needs of an appointment. No effect after the order is countersigned. */
  reserve(wants: readonly Want[], neededAt: Date | null, room: Stockroom): void {
    if (this.orderRevision > 0) return;
    const before = this.snapshot;
    this.forAppointment = true;
    this.neededAt = neededAt;
    this.settle(before, this.rearrange(wants, false, room), 'not_needed', room);
  }

  /** Records a new start of the appointment. */
  moveTo(neededAt: Date): void {
    this.neededAt = neededAt;
  }

  /** Brings the reservation in line with a countersigned or changed order. Ignores an order that is not newer. */
  follow({ orderRevision, items }: AgreedOrder, room: Stockroom): void {
    if (orderRevision <= this.orderRevision) return;
    const before = this.snapshot;
    this.orderRevision = orderRevision;
    this.orderedItemIds = items.map(({ itemId }) => itemId);
    this.settle(before, this.rearrange(wantsOfOrder(items), true, room), 'order_changed', room);
  }

  /** Releases the parts of a withdrawn item; its issued parts must be returned. */
  recall(itemId: string, room: Stockroom): void {
    const before = this.snapshot;
    const kept = this.lines.filter((line) => line.authorised && line.itemId !== itemId);
    if (kept.length === this.lines.filter(({ authorised }) => authorised).length) return;
    const wants = kept.map(({ wantedMilli: milli, ...line }): Want => ({ ...line, milli }));
    this.settle(before, this.rearrange(wants, true, room), 'item_withdrawn', room);
  }

  /** Releases everything that was not issued. */
  release(reason: string, room: Stockroom): void {
    const before = this.snapshot;
    this.shelf = this.bin = null;
    this.settle(before, this.rearrange([], false, room), reason, room);
  }

  /** Releases everything that was not issued; issued parts stay in the vehicle. */
  releaseAfterDelivery(room: Stockroom): void {
    const before = this.snapshot;
    const freed = this.lines.flatMap(({ itemId, concernId, partNumber, lots }) =>
      lots.map((lot): Freed => ({ ...lot, itemId, concernId, partNumber })),
    );
    for (const lot of freed) room.release(lot.partNumber, [lot]);
    this.lines = this.lines.map((line) => ({ ...line, lots: [], wantedMilli: line.wantedMilli - openOf(line) }));
    this.shelf = this.bin = null;
    this.settle(before, freed, 'vehicle_delivered', room);
  }

  /** Releases everything on the advisor's request. @throws Refused after the order is countersigned */
  releaseByAdvisor(room: Stockroom): void {
    if (this.orderRevision > 0) throw new Refused('ORDER_COUNTERSIGNED');
    this.mustAllow('release');
    this.release('not_needed', room);
  }

  /** Reserves missing parts that have become free. @returns true if there were any */
  fill(room: Stockroom): boolean {
    const before = this.snapshot;
    this.setAsideFree(room);
    if (this.snapshot.reserved === before.reserved) return false;
    this.settle(before, [], '', room);
    return true;
  }

  /** Takes missing pieces of a bin off the reservation. @returns quantity taken off */
  takeAway({ partNumber, milli }: PartQuantity, bin: string, room: Stockroom): number {
    const before = this.snapshot;
    let lost = 0;
    this.lines = this.lines.map((line) => {
      if (line.partNumber !== partNumber) return line;
      const here = line.lots.filter((lot) => lot.bin === bin);
      const { taken, rest } = splitLots(here, milli - lost);
      room.release(partNumber, taken);
      lost += sumOf(taken);
      return { ...line, lots: [...line.lots.filter((lot) => lot.bin !== bin), ...rest] };
    });
    if (lost === 0) return 0;
    this.setAsideFree(room);
    this.settle(before, [], '', room);
    return lost;
  }

  /** Publishes the new expected date after an order was placed. */
  expect(room: Stockroom): void {
    this.settle(this.snapshot, [], '', room);
  }

  /**
   * Moves reserved parts to the appointment shelf.
   *
   * @param wanted parts and quantities; undefined for all
   * @returns parts moved, and true if all parts of the visit are on the shelf now
   */
  pick(
    { shelf, bin, clerkId }: { shelf: string; bin: string; clerkId: string },
    wanted: readonly PartQuantity[] | undefined,
    room: Stockroom,
  ): { complete: boolean; parts: ReservedPart[] } {
    this.mustAllow('shelve');
    if (this.shelf !== null && (this.shelf !== shelf || this.bin !== bin)) {
      throw new Refused('SHELF_DIFFERS', { shelf: this.shelf, bin: this.bin! });
    }
    const place = `${shelf}/${bin}`;
    const open = wanted && totals(wanted);
    const parts: ReservedPart[] = [];
    this.lines = this.lines.map((line) => {
      const { partNumber } = line;
      const most = open ? (open.get(partNumber) ?? 0) : Infinity;
      const { taken } = splitLots(
        line.lots.filter(({ shelved }) => !shelved),
        most,
      );
      const picked = sumOf(taken);
      if (picked === 0) return line;
      open?.set(partNumber, most - picked);
      for (const lot of taken) room.carry(partNumber, lot, place, this.visitId);
      parts.push(reservedPart(line, picked));
      const left = splitLots(
        line.lots.filter(({ shelved }) => !shelved),
        picked,
      ).rest;
      const there = line.lots.filter(({ shelved }) => shelved);
      return { ...line, lots: [...withLot(there, { bin: place, milli: picked, shelved: true }), ...left] };
    });
    for (const [partNumber, milli] of open ?? []) if (milli > 0) throw new Refused('PART_NOT_RESERVED', { partNumber });
    if (parts.length === 0) throw new Refused('NOTHING_TO_PICK');
    this.shelf = shelf;
    this.bin = bin;
    const complete = this.lines.every((line) => lackOf(line) === 0 && line.lots.every(({ shelved }) => shelved));
    this.step('shelve', room.at, { clerkId, shelf, bin, complete, parts });
    this.updateTasks(room.at);
    return { complete, parts };
  }

  /**
   * Issues parts for an item, first from the shelf, then from other reserved pieces, then from free stock.
   *
   * @returns lines of the issue slip
   * @throws Refused with every part of which there is not enough
   */
  issue(itemId: string, parts: readonly PartQuantity[], room: Stockroom): SlipLine[] {
    const before = this.snapshot;
    const short: string[] = [];
    const slip = parts.flatMap(({ partNumber, milli }): SlipLine[] => {
      const known = this.lines.find(
        (line) => line.authorised && line.itemId === itemId && line.partNumber === partNumber,
      );
      this.requires('REP-D09', known !== undefined, 'PART_NOT_AUTHORISED', room.named(partNumber));
      const isWithin = !known || outOf(known) + milli <= known.wantedMilli;
      this.requires('REP-D09', isWithin, 'PART_ABOVE_AUTHORISED', room.named(partNumber));
      const line = known ?? this.lineNotOrdered(itemId, partNumber);
      const { taken, rest } = splitLots([...line.lots].sort(shelfFirst), milli);
      const more = room.reserve(partNumber, milli - sumOf(taken));
      if (sumOf(taken) + sumOf(more) < milli) {
        short.push(partNumber);
        return [];
      }
      room.handOut(partNumber, [...taken, ...more], this.visitId);
      const issued = { ...line, lots: rest, issuedMilli: line.issuedMilli + milli };
      this.lines = known ? this.lines.map((each) => (each === known ? issued : each)) : [...this.lines, issued];
      return [{ issueLineId: room.newId(), partNumber, milli, returnedMilli: 0 }];
    });
    // Thrown after all parts were checked, so that the refusal contains each of them.
    if (short.length > 0)
      throw new Refused('PART_NOT_AVAILABLE', { partNumbers: short.map((partNumber) => room.named(partNumber)) });
    this.orderLack(room);
    // Issuing free stock may have covered missing parts.
    if (before.lacked && !this.snapshot.lacked) this.step('cover', room.at);
    this.updateSearchFields(room.at);
    return slip;
  }

  /** Records returned parts of an item. They become free stock. */
  returnParts(itemId: string, returned: readonly PartQuantity[], room: Stockroom): void {
    for (const { partNumber, milli } of returned) {
      // After a change of the order, the part may be on two lines: the one to be returned is reduced first.
      const line = this.lines
        .filter((each) => each.itemId === itemId && each.partNumber === partNumber && outOf(each) > 0)
        .sort((a, b) => Number(a.authorised) - Number(b.authorised))[0];
      if (!line) throw new NotFound('issued part', partNumber);
      const back = { ...line, returnedMilli: line.returnedMilli + milli };
      this.lines = this.lines.map((each) => (each === line ? back : each));
    }
    this.lines = this.lines.filter((line) => line.authorised || line.wantedMilli > 0 || outOf(line) > 0);
    this.updateSearchFields(room.at);
  }

  /** @throws Refused for an item that is on no countersigned order */
  mustHaveOrdered(itemId: string): void {
    if (!this.orderedItemIds.includes(itemId)) throw new Refused('ITEM_NOT_ORDERED', { itemId });
  }

  private lineNotOrdered(itemId: string, partNumber: string): ReservationLine {
    const nothing = { concernId: null, wantedMilli: 0, lots: [], issuedMilli: 0, returnedMilli: 0, expectedAt: null };
    return { itemId, partNumber, ...nothing, authorised: false };
  }

  private rearrange(wants: readonly Want[], authorised: boolean, room: Stockroom): Freed[] {
    const { lines, left } = rearranged(this.lines, wants, authorised);
    for (const lot of left) room.release(lot.partNumber, [lot]);
    this.lines = lines;
    this.setAsideFree(room);
    return left;
  }

  private setAsideFree(room: Stockroom): void {
    this.lines = this.lines.map((line) => {
      const found = room.reserve(line.partNumber, lackOf(line));
      return found.length === 0 ? line : { ...line, lots: found.reduce(withLot, line.lots) };
    });
  }

  /** Orders the missing parts, then publishes the changes. */
  private settle(before: Snapshot, freed: readonly Freed[], reason: string, room: Stockroom): void {
    const { at } = room;
    this.orderLack(room);
    const free = freed.map((lot) => reservedPart(lot, lot.milli));
    const now = this.snapshot;
    if (before.wanted && !now.wanted) {
      // Nobody needs to wait for the parts if the visit continues without them.
      if (before.lacked && ['order_changed', 'item_withdrawn'].includes(reason)) this.step('cover', at);
      this.step('release', at, { reason, parts: free });
    } else {
      if (free.length > 0) this.publish('PartsReleased', at, { reason, parts: free });
      this.publishChanges(before, now, at);
    }
    this.updateSearchFields(at);
    if (freed.length > 0) room.serve();
  }

  private orderLack(room: Stockroom): void {
    const expected = room.supply(this);
    this.lines = this.lines.map((line) => {
      const expectedAt = lackOf(line) > 0 ? (expected.get(line.partNumber) ?? null) : null;
      return { ...line, expectedAt };
    });
  }

  private publishChanges(before: Snapshot, now: Snapshot, at: Date): void {
    const parts = this.lines.filter((line) => reservedOf(line) > 0).map((line) => reservedPart(line, reservedOf(line)));
    const isNew = now.reserved !== before.reserved && parts.length > 0;
    if (isNew && !now.lacked && !before.lacked) this.step('setAside', at, { parts });
    else if (isNew) this.publish('PartsReserved', at, { parts });
    if (now.lacked && now.short !== before.short) {
      const short = this.lines.filter((line) => lackOf(line) > 0).map(shortPart);
      this.step('fallShort', at, { parts: short });
    }
    if (before.lacked && !now.lacked) this.step('cover', at);
  }

  private get snapshot(): Snapshot {
    const { lines } = this;
    const short = lines.filter((line) => lackOf(line) > 0);
    const reserved = lines.filter((line) => reservedOf(line) > 0).map((line) => reservedPart(line, reservedOf(line)));
    return {
      reserved: JSON.stringify(reserved),
      short: JSON.stringify(short.map(shortPart)),
      lacked: short.length > 0,
      wanted: lines.some((line) => openOf(line) > 0),
    };
  }

  private updateSearchFields(at: Date): void {
    const { lines } = this;
    const numbers = (of: readonly ReservationLine[]) => [...new Set(of.map(({ partNumber }) => partNumber))];
    this.shortParts = numbers(lines.filter((line) => lackOf(line) > 0));
    this.reservedParts = numbers(lines.filter((line) => reservedOf(line) > 0));
    this.updateTasks(at);
  }

  private updateTasks(at: Date): void {
    const { lines } = this;
    const isToShelve = lines.some(({ lots }) => lots.some(({ shelved }) => !shelved));
    const isBeforeOrder = this.forAppointment && this.orderRevision === 0;
    this.toShelveSince = isBeforeOrder && isToShelve ? (this.toShelveSince ?? at) : null;
    const isToIssue = lines.some((line) => line.authorised && reservedOf(line) > 0);
    this.toIssueSince = isToIssue ? (this.toIssueSince ?? at) : null;
    const isToReturn = lines.some((line) => !line.authorised && outOf(line) > 0);
    this.toReturnSince = isToReturn ? (this.toReturnSince ?? at) : null;
  }
}

function shelfFirst(a: { shelved: boolean }, b: { shelved: boolean }): number {
  return Number(b.shelved) - Number(a.shelved);
}

function totals(parts: readonly PartQuantity[]): Map<string, number> {
  const byNumber = Map.groupBy(parts, ({ partNumber }) => partNumber);
  return new Map([...byNumber].map(([partNumber, same]) => [partNumber, sumOf(same)]));
}
