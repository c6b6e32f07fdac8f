import type { OrderedItem } from '@waystation/contracts/reception/v1/events';
import { minute, type Place, someIds } from '@waystation/testing/model';
import { IssueSlip } from '../src/model/issue-slip.ts';
import { milliOf } from '../src/model/quantity.ts';
import { ReplacedPart } from '../src/model/replaced-part.ts';
import { wantsOfAppointment } from '../src/model/reservation-line.ts';
import { Reservation } from '../src/model/reservation.ts';
import { Stockroom } from '../src/model/stockroom.ts';
import type { SupplyOrder } from '../src/model/supply-order.ts';
import { aPart } from './a-part.ts';
import { ids } from './ids.ts';

/** Part and quantity. */
export type PartAmount = readonly [partNumber: string, quantity: string];

/** Repair item of a countersigned order, with its agreed parts. */
export function anItem(parts: readonly PartAmount[], facts: Partial<OrderedItem> = {}): OrderedItem {
  return {
    itemId: ids.item,
    workKind: 'repair',
    guaranteeClass: 'minor',
    payer: 'customer',
    operations: [],
    concernId: ids.concern,
    cause: 'worn',
    reworksItemId: '',
    parts: parts.map(([partNumber, quantity]) => ({ partNumber, quantity })),
    ...facts,
  };
}

/** Expected parts of an appointment. */
export function appointed(parts: readonly PartAmount[], concernId = ids.concern) {
  return parts.map(([partNumber, quantity]) => ({ concernId, partNumber, quantity }));
}

/** Stock under construction, with the ids of its station. */
export interface BuildContext {
  room: Stockroom;
  at: Date;
  id(atA: string): string;
  /** Reservation of a visit; a new one if it has none yet. */
  reservation(visitId?: string): Reservation;
  add(what: IssueSlip | ReplacedPart): void;
}

/** Builds the stock of a station by its steps: `aStore().holding('P-1', '5').appointed(['P-1', '2'])`. */
export function aStore(): StoreBuilder {
  return new StoreBuilder();
}

export class StoreBuilder {
  private readonly changes: ((context: BuildContext) => void)[] = [];
  private visitId = ids.visit;

  /** Sets the visit of the following changes. */
  of(visitId: string): this {
    this.visitId = visitId;
    return this;
  }

  holding(partNumber: string, quantity: string, bin = 'A-1'): this {
    return this.having(({ room }) => void room.receive([{ partNumber, milli: milliOf(quantity), bin }], ''));
  }

  appointed(...parts: PartAmount[]): this {
    const { visitId } = this;
    return this.having(({ room, id, reservation }) => {
      const own = appointed(parts).map((part) => ({ ...part, concernId: id(part.concernId) }));
      reservation(visitId).reserve(wantsOfAppointment(own), minute(24 * 60), room);
    });
  }

  countersigned(...parts: PartAmount[]): this {
    return this.ordered(1, anItem(parts));
  }

  ordered(orderRevision: number, ...items: OrderedItem[]): this {
    const { visitId } = this;
    return this.having(({ room, id, reservation }) => {
      const own = items.map((item) => ({ ...item, itemId: id(item.itemId), concernId: id(item.concernId) }));
      reservation(visitId).follow({ orderRevision, items: own }, room);
    });
  }

  picked(): this {
    const { visitId } = this;
    return this.having(({ room, id, reservation }) => {
      const place = { shelf: 'S1', bin: '03', clerkId: id(ids.partsClerk) };
      reservation(visitId).pick(place, undefined, room);
    });
  }

  issued(partNumber: string, quantity: string): this {
    const { visitId } = this;
    return this.having(({ room, at, id, reservation, add }) => {
      const details = { itemId: id(ids.item), technicianId: id(ids.anna), clerkId: id(ids.partsClerk) };
      const visit = reservation(visitId);
      const lines = visit.issue(details.itemId, [{ partNumber, milli: milliOf(quantity) }], room);
      add(IssueSlip.issue(id(ids.slip), visit, details, lines, at));
    });
  }

  replaced(partNumber: string): this {
    const { visitId } = this;
    return this.having(({ at, id, reservation, add }) => {
      const removed = { itemId: id(ids.item), partNumber, milli: 1000 };
      add(ReplacedPart.keep(id(ids.replaced), reservation(visitId), removed, id(ids.anna), at));
    });
  }

  having(change: (context: BuildContext) => void): this {
    this.changes.push(change);
    return this;
  }

  /** @returns the reservations, then all other rows of the stock */
  build(place?: Place) {
    const { room, reservations, orders, more } = this.open(place);
    return [...reservations, ...room.newBalances, ...room.movements, ...orders, ...more];
  }

  /** Builds the stock like `build`, for tests that continue with it. */
  open(place?: Place) {
    const id = place ? (atA: string) => place.id(atA) : (atA: string) => atA;
    const stationId = place?.stationId ?? ids.station;
    const at = place?.now ?? minute(0);
    const reservations: Reservation[] = [];
    const orders: SupplyOrder[] = [];
    const more: (IssueSlip | ReplacedPart)[] = [];
    const parts = ['P-1', 'P-2'].map((partNumber) => aPart(partNumber).build());
    const contents = { stationId, balances: [], parts, reservations, orders };
    const stockContext = { clerkId: id(ids.partsClerk), at, newId: place ? () => place.newId() : someIds() };
    const room = Stockroom.open(contents, stockContext);
    const reservation = (visitId = ids.visit) => {
      const known = reservations.find((each) => each.visitId === id(visitId));
      if (known) return known;
      const opened = Reservation.open({ stationId, visitId: id(visitId), standardVersion: '7' }, at);
      reservations.push(opened);
      return opened;
    };
    const context: BuildContext = { room, at, id, reservation, add: (what) => void more.push(what) };
    for (const change of this.changes) change(context);
    return { ...context, reservations, orders: room.newOrders, more };
  }
}
