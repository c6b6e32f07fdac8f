import { NotFound, Refused, type Named } from '@waystation/model';
import { Balance, type Movement, type MovementKind } from './balance.ts';
import type { Part } from './part.ts';
import type { Lot } from './reservation-line.ts';
import type { PartQuantity, Reservation } from './reservation.ts';
import { sumOf } from './quantity.ts';
import { SupplyOrder } from './supply-order.ts';

/** What of the store a step may change, all of it locked until it ends. */
export interface Contents {
  stationId: string;
  /** All bins of the parts that it is about, in a fixed order. */
  balances: Balance[];
  /** What the catalogue has of them. */
  parts: readonly Part[];
  /** Reservations that lack such parts or have some, oldest first. */
  reservations: readonly Reservation[];
  /** What is to be ordered or was, for those reservations. */
  orders: SupplyOrder[];
}

/** Whose hand it is: who, when, and where new ids come from. */
export interface Hand {
  /** Staff id; null: the platform does it by itself. */
  keeperId: string | null;
  at: Date;
  newId(): string;
}

/** What goes into the ledger beside part, bin and quantity. */
interface Reason {
  kind: MovementKind;
  visitId?: string;
  reference?: string;
}

/**
 * The store of a station, as far as a step is about it: whatever changes what lies in it, or what is set aside of it, goes
 * through here, so that no piece is promised twice and the ledger tells of every change.
 */
export class Stockroom {
  declare private readonly contents: Contents;
  declare private readonly hand: Hand;
  /** What is new since it was opened, to be stored. */
  declare readonly movements: Movement[];
  declare readonly newBalances: Balance[];
  declare readonly newOrders: SupplyOrder[];

  static open(contents: Contents, hand: Hand): Stockroom {
    return Object.assign(new Stockroom(), { contents, hand, movements: [], newBalances: [], newOrders: [] });
  }

  get at(): Date {
    return this.hand.at;
  }

  newId(): string {
    return this.hand.newId();
  }

  /** @throws NotFound for what the catalogue doesn't have */
  part(partNumber: string): Part {
    const found = this.contents.parts.find((part) => part.partNumber === partNumber);
    if (!found) throw new NotFound('part', partNumber);
    return found;
  }

  /** A part by number and name; by its number alone where the catalogue doesn't have it. */
  named(partNumber: string): Named {
    const found = this.contents.parts.find((part) => part.partNumber === partNumber);
    return found?.named ?? { id: partNumber, en: partNumber, zh: partNumber };
  }

  /** Unit of a part; empty where the catalogue doesn't have it. */
  unitOf(partNumber: string): string {
    return this.contents.parts.find((part) => part.partNumber === partNumber)?.unit ?? '';
  }

  /** What of a part lies in a bin; nothing, where none ever did. */
  bin(partNumber: string, bin: string): Balance {
    const found = this.contents.balances.find((each) => each.partNumber === partNumber && each.bin === bin);
    if (found) return found;
    const balance = Balance.open(this.newId(), this.contents.stationId, partNumber, bin);
    this.contents.balances.push(balance);
    this.newBalances.push(balance);
    return balance;
  }

  /** Sets aside what is free of a part, at most so much. @returns what was found */
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

  /** Takes goods in, and serves those who wait for them. @returns the bins, and whom something was set aside for */
  receive(
    goods: readonly (PartQuantity & { bin: string })[],
    reference: string,
  ): { bins: Balance[]; served: Reservation[] } {
    const bins = goods.map(({ partNumber, milli, bin }) => {
      this.part(partNumber).mustComeIn(milli);
      return this.put(partNumber, bin, milli, { kind: 'receive', reference });
    });
    return { bins: [...new Set(bins)], served: this.serve() };
  }

  /** Takes back issued parts and offers them to the visits that wait for them. */
  takeBack(returned: readonly PartQuantity[], bin: string, visitId: string): void {
    for (const { partNumber, milli } of returned) this.put(partNumber, bin, milli, { kind: 'return', visitId });
    this.serve();
  }

  /** @returns by how much what was found differs from what was thought to be there */
  count(partNumber: string, bin: string, foundMilli: number): number {
    this.part(partNumber).mustComeIn(foundMilli);
    const balance = this.bin(partNumber, bin);
    const difference = foundMilli - balance.onHandMilli;
    this.write(balance, difference, { kind: 'count' });
    this.takeFromVisits(balance);
    this.serve();
    return difference;
  }

  /** What is thrown away of what is set aside lacks again. */
  scrap(partNumber: string, bin: string, milli: number, reason: string): void {
    const balance = this.bin(partNumber, bin);
    this.write(balance, -milli, { kind: 'scrap', reference: reason });
    this.takeFromVisits(balance);
  }

  /** Lays what is free into another bin. */
  move({ partNumber, milli }: PartQuantity, fromBin: string, toBin: string): void {
    if (fromBin === toBin) throw new Refused('SAME_BIN');
    const from = this.bin(partNumber, fromBin);
    from.mustBeFree(milli);
    this.write(from, -milli, { kind: 'move' });
    this.write(this.bin(partNumber, toBin), milli, { kind: 'move' });
  }

  /** Lays what is set aside into another bin, where it stays set aside. */
  carry(partNumber: string, { bin, milli }: Lot, toBin: string, visitId: string): void {
    if (bin === toBin) return;
    const [from, to] = [this.bin(partNumber, bin), this.bin(partNumber, toBin)];
    from.release(milli);
    this.write(from, -milli, { kind: 'pick', visitId });
    this.write(to, milli, { kind: 'pick', visitId });
    to.reserve(milli);
  }

  /** Gives out what is set aside. */
  handOut(partNumber: string, lots: readonly Lot[], visitId: string): void {
    for (const [bin, same] of Map.groupBy(lots, (lot) => lot.bin)) {
      const balance = this.bin(partNumber, bin);
      balance.release(sumOf(same));
      this.write(balance, -sumOf(same), { kind: 'issue', visitId });
    }
  }

  /** Sets aside what is free for those who lack it, for the oldest first. @returns whom something was set aside for */
  serve(): Reservation[] {
    return this.contents.reservations
      .filter(({ shortParts }) => shortParts.length > 0)
      .filter((each) => each.fill(this));
  }

  /**
   * Sees to it that what a visit lacks is to be ordered: no more than that, and no less.
   *
   * @returns when it is expected, by part; null: it is not known
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

  /** What is to be ordered for the store. @throws Refused for a part that another has taken the place of */
  needForStore(partNumber: string, milli: number): SupplyOrder {
    const part = this.part(partNumber);
    part.mustBeOrderable();
    part.mustComeIn(milli);
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

  /** The youngest lose first what is not there. */
  private takeFromVisits({ partNumber, bin, reservedMilli, onHandMilli }: Balance): void {
    let missing = reservedMilli - onHandMilli;
    for (const reservation of this.contents.reservations.toReversed()) {
      if (missing > 0) missing -= reservation.lose({ partNumber, milli: missing }, bin, this);
    }
    if (missing > 0) throw new Error(`${partNumber} in ${bin} is set aside for no one`);
  }

  private write(balance: Balance, milli: number, { kind, visitId, reference }: Reason): void {
    const { keeperId, at } = this.hand;
    const about = { kind, keeperId, visitId: visitId ?? null, reference: reference ?? '' };
    this.movements.push(balance.change(milli, { movementId: this.newId(), ...about }, at));
  }
}

/** Null where one of them is not known. */
function latest(dates: readonly (Date | null)[]): Date | null {
  if (dates.length === 0 || dates.includes(null)) return null;
  return new Date(Math.max(...dates.map(Number)));
}
