import type { PartsOrdered, PartsReceived } from '@waystation/contracts/parts/v1/events';
import { Aggregate, Refused, type Steps } from '@waystation/model';
import { quantityOf } from './quantity.ts';

export type SupplyOrderStatus = 'needed' | 'ordered' | 'received' | 'cancelled';

export interface SupplyOrderEvents {
  PartsOrdered: PartsOrdered;
  PartsReceived: PartsReceived;
}

/** `takeIn`: a part of it came. `complete`: the rest did. */
export const supplyOrderSteps = {
  adjust: { from: ['needed'] },
  drop: { from: ['needed'], to: 'cancelled' },
  order: { from: ['needed'], to: 'ordered', event: 'PartsOrdered' },
  takeIn: { from: ['ordered'], event: 'PartsReceived' },
  complete: { from: ['ordered'], to: 'received', event: 'PartsReceived' },
} as const satisfies Steps<SupplyOrderStatus, SupplyOrderEvents>;

/** Whom it is ordered for: a visit, or the store. */
export interface Orderer {
  stationId: string;
  visitId?: string | undefined;
  standardVersion?: string | undefined;
}

/** What is ordered. */
export interface Demand {
  partNumber: string;
  milli: number;
  /** Null: not known. */
  expectedAt: Date | null;
}

/** What the keeper says when he orders. */
export interface Placing {
  supplier: string;
  /** Left out: as it stands. */
  milli?: number | undefined;
  expectedAt?: Date | undefined;
  /** Of the part; left out: not known. */
  unit?: string | undefined;
}

/** A line of a purchase order: a part that lacks, until it is here. */
export class SupplyOrder extends Aggregate<typeof supplyOrderSteps, SupplyOrderEvents, 'supply order'> {
  declare partNumber: string;
  declare milli: number;
  receivedMilli = 0;
  supplier = '';
  declare neededAt: Date;
  orderedAt: Date | null = null;
  expectedAt: Date | null = null;

  protected get steps() {
    return supplyOrderSteps;
  }
  protected get subject() {
    return 'supply order' as const;
  }

  static need(id: string, orderer: Orderer, { partNumber, milli, expectedAt }: Demand, at: Date): SupplyOrder {
    const { stationId, visitId, standardVersion } = orderer;
    const order = new SupplyOrder();
    order.begin({ id, stationId, visitId, standardVersion }, 'needed');
    order.partNumber = partNumber;
    order.milli = milli;
    order.neededAt = at;
    order.expectedAt = expectedAt;
    return order;
  }

  get isOpen(): boolean {
    return this.status === 'needed' || this.status === 'ordered';
  }

  get outstandingMilli(): number {
    return this.isOpen ? Math.max(0, this.milli - this.receivedMilli) : 0;
  }

  /** As much as lacks now; nothing of it is left where nothing does. */
  adjust(milli: number, at: Date): void {
    if (milli <= 0) return this.step('drop', at);
    this.step('adjust', at);
    this.milli = milli;
  }

  order({ supplier, milli, expectedAt, unit = '' }: Placing, keeperId: string, at: Date): void {
    this.mustAllow('order');
    if (milli !== undefined && milli < this.milli) {
      throw new Refused('ORDERED_LESS_THAN_LACKS', { quantity: quantityOf(this.milli), unit });
    }
    if (expectedAt && expectedAt < at) throw new Refused('EXPECTED_IN_PAST');
    this.milli = milli ?? this.milli;
    this.supplier = supplier;
    this.orderedAt = at;
    this.expectedAt = expectedAt ?? this.expectedAt;
    const { partNumber } = this;
    const expected = this.expectedAt ? { expectedAt: this.expectedAt } : {};
    this.step('order', at, { partNumber, quantity: quantityOf(this.milli), supplier, keeperId, ...expected });
  }

  /**
   * @param wanted how much came; left out: all that had still to come
   * @param unit of the part; empty: not known
   * @returns how much it was
   */
  receive(wanted: number | undefined, bin: string, keeperId: string, at: Date, unit = ''): number {
    this.mustAllow('takeIn');
    const milli = wanted ?? this.outstandingMilli;
    if (milli > this.outstandingMilli) {
      throw new Refused('MORE_RECEIVED_THAN_ORDERED', { outstanding: quantityOf(this.outstandingMilli), unit });
    }
    this.receivedMilli += milli;
    const outstanding = this.outstandingMilli;
    this.step(outstanding === 0 ? 'complete' : 'takeIn', at, {
      partNumber: this.partNumber,
      quantity: quantityOf(milli),
      outstandingQuantity: quantityOf(outstanding),
      bin,
      keeperId,
    });
    return milli;
  }
}
