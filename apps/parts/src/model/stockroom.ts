import { NotFound, Refused, type Named } from '@waystation/model';
import { Balance, type Movement, type MovementKind } from './balance.ts';
import type { Part } from './part.ts';
import type { Lot } from './reservation-line.ts';
import type { PartQuantity, Reservation } from './reservation.ts';
import { sumOf } from './quantity.ts';
import { SupplyOrder } from './supply-order.ts';

/** Stock data that a step may change, locked until it ends. */
export interface Contents {
  stationId: string;
  /** All bins of the parts concerned, in a fixed order. */
  balances: Balance[];
  /** Catalogue entries of the parts. */
  parts: readonly Part[];
  /** Reservations that lack or hold such parts, oldest first. */
  reservations: readonly Reservation[];
  /** Open supply orders of those reservations. */
  orders: SupplyOrder[];
}

/** Actor, time and source of ids of a step. */
export interface StockContext {
  /** Staff id; null for the platform. */
  clerkId: string | null;
  at: Date;
  newId(): string;
}

/** Data of a ledger entry beside part, bin and quantity. */
interface Reason {
  kind: MovementKind;
  visitId?: string;
  reference?: string;
}

/**
 * Stock of a station, as far as a step needs it. Every change of stock and reservations goes through this class, so that no
 * piece is promised twice and the ledger contains every change.
 */
export class Stockroom {
  declare private readonly contents: Contents;
  declare private readonly context: StockContext;
  /** New rows to be stored at the end of the step. */
  declare readonly movements: Movement[];
  declare readonly newBalances: Balance[];
  declare readonly newOrders: SupplyOrder[];

  static open(contents: Contents, context: StockContext): Stockroom {
    return Object.assign(new Stockroom(), { contents, context, movements: [], newBalances: [], newOrders: [] });
  }

  get at(): Date {
    return this.context.at;
  }

  newId(): string {
    return this.context.newId();
  }

  /** @throws NotFound if the part is not in the catalogue */
  part(partNumber: string): Part {
    const found = this.contents.parts.find((part) => part.partNumber === partNumber);
    if (!found) throw new NotFound('part', partNumber);
    return found;
  }

  /** Number and name of a part; the number alone if it is not in the catalogue. */
  named(partNumber: string): Named {
    const found = this.contents.parts.find((part) => part.partNumber === partNumber);
    return found?.named ?? { id: partNumber, en: partNumber, zh: partNumber };
  }

  /** Unit of a part; empty if it is not in the catalogue. */
  unitOf(partNumber: string): string {
    return this.contents.parts.find((part) => part.partNumber === partNumber)?.unit ?? '';
  }

  /** Balance of a part in a bin; opens a new one if necessary. */
  bin(partNumber: string, bin: string): Balance {
    const found = this.contents.balances.find((each) => each.partNumber === partNumber && each.bin === bin);
    if (found) return found;
    const balance = Balance.open(this.newId(), this.contents.stationId, partNumber, bin);
    this.contents.balances.push(balance);
    this.newBalances.push(balance);
    return balance;
  }

  /** Reserves free stock of a part, up to the given quantity. @returns lots found */
  reserve(partNumber: string, milli: number): Lot[] {
    const lots: Lot[] = [];
    const bins = this.contents.balances.filter((each) => each.partNumber === partNumber);
    for (const balance of bins) {
      const found = Math.min(balance.freeMilli, milli - sumOf(lots));
      if (found <= 0) continue;
      balance.reserve(found);
      lots.push({ bin: balance.bin, milli: found, shelved: false });
    }
    if (sumOf(lots) < milli) for (const balance of bins) balance.seek();
    return lots;
  }

  release(partNumber: string, lots: readonly Lot[]): void {
    for (const { bin, milli } of lots) this.bin(partNumber, bin).release(milli);
  }

  /** Takes goods in and serves the visits that wait for them. @returns the bins, and the reservations served */
  receive(
    goods: readonly (PartQuantity & { bin: string })[],
    reference: string,
  ): { bins: Balance[]; served: Reservation[] } {
    const bins = goods.map(({ partNumber, milli, bin }) => {
      this.part(partNumber).mustBeWhole(milli);
      return this.put(partNumber, bin, milli, { kind: 'receive', reference });
    });
    return { bins: [...new Set(bins)], served: this.serve() };
  }

  /** Takes back issued parts and offers them to the visits that wait for them. */
  returnParts(returned: readonly PartQuantity[], bin: string, visitId: string): void {
    for (const { partNumber, milli } of returned) this.put(partNumber, bin, milli, { kind: 'return', visitId });
    this.serve();
  }

  /** @returns counted quantity less the recorded one */
  count(partNumber: string, bin: string, foundMilli: number): number {
    this.part(partNumber).mustBeWhole(foundMilli);
    const balance = this.bin(partNumber, bin);
    const difference = foundMilli - balance.onHandMilli;
    this.write(balance, difference, { kind: 'count' });
    this.takeFromVisits(balance);
    this.serve();
    return difference;
  }

  /** Removes scrapped pieces. If they were reserved, their visits lack them again. */
  scrap(partNumber: string, bin: string, milli: number, reason: string): void {
    const balance = this.bin(partNumber, bin);
    this.write(balance, -milli, { kind: 'scrap', reference: reason });
    this.takeFromVisits(balance);
  }

  /** Moves free stock to another bin. */
  move({ partNumber, milli }: PartQuantity, fromBin: string, toBin: string): void {
    if (fromBin === toBin) throw new Refused('SAME_BIN');
    const from = this.bin(partNumber, fromBin);
    from.mustBeFree(milli);
    this.write(from, -milli, { kind: 'move' });
    this.write(this.bin(partNumber, toBin), milli, { kind: 'move' });
  }

  /** Moves reserved pieces to another bin, where they stay reserved. */
  carry(partNumber: string, { bin, milli }: Lot, toBin: string, visitId: string): void {
    if (bin === toBin) return;
    const [from, to] = [this.bin(partNumber, bin), this.bin(partNumber, toBin)];
    from.release(milli);
    this.write(from, -milli, { kind: 'pick', visitId });
    this.write(to, milli, { kind: 'pick', visitId });
    to.reserve(milli);
  }

  /** Removes issued pieces, which were reserved. */
  handOut(partNumber: string, lots: readonly Lot[], visitId: string): void {
    for (const [bin, same] of Map.groupBy(lots, (lot) => lot.bin)) {
      const balance = this.bin(partNumber, bin);
      balance.release(sumOf(same));
      this.write(balance, -sumOf(same), { kind: 'issue', visitId });
    }
  }

  /** Reserves free stock for visits that lack it, oldest first. @returns the reservations served */
  serve(): Reservation[] {
    return this.contents.reservations
      .filter(({ shortParts }) => shortParts.length > 0)
      .filter((each) => each.fill(this));
  }

  /**
   * Adjusts the supply orders of a visit to exactly the quantities that it lacks.
   *
   * @returns expected date by part; null if unknown
   */
  supply(reservation: Reservation): Map<string, Date | null> {
    const { at } = this;
    const { lacking } = reservation;
    const own = this.contents.orders.filter(({ isOpen, visitId }) => isOpen && visitId === reservation.visitId);
    for (const order of own.filter(({ status, partNumber }) => status === 'needed' && !lacking.has(partNumber))) {
      order.adjust(0, at);
    }
    const expected = new Map<string, Date | null>();
    for (const [partNumber, milli] of lacking) {
      const orders = own.filter((order) => order.partNumber === partNumber);
      const coming = orders.filter(({ status }) => status === 'ordered');
      const rest = milli - coming.reduce((sum, { outstandingMilli }) => sum + outstandingMilli, 0);
      const needed = orders.find(({ status }) => status === 'needed');
      if (needed && needed.milli !== rest) needed.adjust(rest, at);
      const added = !needed && rest > 0 ? [this.need(reservation, partNumber, rest)] : [];
      const dates = [...orders, ...added].filter(({ isOpen }) => isOpen).map(({ expectedAt }) => expectedAt);
      expected.set(partNumber, latest(dates));
    }
    return expected;
  }

  /** Creates a supply order for the stock. @throws Refused for a superseded part, or a fraction of a piece */
  needForStore(partNumber: string, milli: number): SupplyOrder {
    const part = this.part(partNumber);
    part.mustBeOrderable();
    part.mustBeWhole(milli);
    const demand = { partNumber, milli, expectedAt: part.expectedFrom(this.at) };
    const order = SupplyOrder.need(this.newId(), { stationId: this.contents.stationId }, demand, this.at);
    this.newOrders.push(order);
    return order;
  }

  private need({ stationId, visitId, standardVersion }: Reservation, partNumber: string, milli: number): SupplyOrder {
    const part = this.contents.parts.find((each) => each.partNumber === partNumber);
    const demand = { partNumber, milli, expectedAt: part?.expectedFrom(this.at) ?? null };
    const order = SupplyOrder.need(this.newId(), { stationId, visitId, standardVersion }, demand, this.at);
    this.contents.orders.push(order);
    this.newOrders.push(order);
    return order;
  }

  private put(partNumber: string, bin: string, milli: number, reason: Reason): Balance {
    const balance = this.bin(partNumber, bin);
    this.write(balance, milli, reason);
    return balance;
  }

  /** Takes missing pieces off the reservations, the youngest first. */
  private takeFromVisits({ partNumber, bin, reservedMilli, onHandMilli }: Balance): void {
    let missing = reservedMilli - onHandMilli;
    for (const reservation of this.contents.reservations.toReversed()) {
      if (missing > 0) missing -= reservation.takeAway({ partNumber, milli: missing }, bin, this);
    }
    if (missing > 0) throw new Error(`${partNumber} in bin ${bin}: ${missing} reserved without a reservation`);
  }

  private write(balance: Balance, milli: number, { kind, visitId, reference }: Reason): void {
    const { clerkId, at } = this.context;
    const about = { kind, clerkId, visitId: visitId ?? null, reference: reference ?? '' };
    this.movements.push(balance.change(milli, { movementId: this.newId(), ...about }, at));
  }
}

/** Latest date; null if one of them is unknown. */
function latest(dates: readonly (Date | null)[]): Date | null {
  if (dates.length === 0 || dates.includes(null)) return null;
  return new Date(Math.max(...dates.map(Number)));
}
