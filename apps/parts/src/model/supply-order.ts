import type { PartsOrdered, PartsReceived } from '@waystation/contracts/parts/v1/events';
import { Aggregate, Refused, type Steps } from '@waystation/model';
import { quantityOf } from './quantity.ts';

export type SupplyOrderStatus = 'needed' | 'ordered' | 'received' | 'cancelled';

export interface SupplyOrderEvents {
  PartsOrdered: PartsOrdered;
  PartsReceived: PartsReceived;
}

/** `receive` records a partial delivery, `complete` the last one. */
export const supplyOrderSteps = {
  adjust: { from: ['needed'] },
  cancel: { from: ['needed'], to: 'cancelled' },
  order: { from: ['needed'], to: 'ordered', event: 'PartsOrdered' },
  receive: { from: ['ordered'], event: 'PartsReceived' },
  complete: { from: ['ordered'], to: 'received', event: 'PartsReceived' },
} as const satisfies Steps<SupplyOrderStatus, SupplyOrderEvents>;

/** Visit that the order is for; the station's stock without a visit. */
export interface Orderer {
  stationId: string;
  visitId?: string | undefined;
  standardVersion?: string | undefined;
}

/** Part, quantity and expected date of an order. */
export interface Demand {
  partNumber: string;
  milli: number;
  /** Null if unknown. */
  expectedAt: Date | null;
}

/** Data that the parts clerk enters when ordering. */
export interface OrderTerms {
  supplier: string;
  /** Left out to order the needed quantity. */
  milli?: number | undefined;
  expectedAt?: Date | undefined;
  /** Unit of the part; left out if unknown. */
  unit?: string | undefined;
}

/** Line of a purchase order, from the need for a part to its arrival. */
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

  /** Sets the quantity needed now; drops the order if it is zero. */
  adjust(milli: number, at: Date): void {
    if (milli <= 0) return this.step('cancel', at);
    this.step('adjust', at);
    this.milli = milli;
  }

  order({ supplier, milli, expectedAt, unit = '' }: OrderTerms, clerkId: string, at: Date): void {
    this.mustAllow('order');
    if (milli !== undefined && milli < this.milli) {
      throw new Refused('ORDERED_QUANTITY_TOO_LOW', { quantity: quantityOf(this.milli), unit });
    }
    if (expectedAt && expectedAt < at) throw new Refused('EXPECTED_IN_PAST');
    this.milli = milli ?? this.milli;
    this.supplier = supplier;
    this.orderedAt = at;
    this.expectedAt = expectedAt ?? this.expectedAt;
    const { partNumber } = this;
    const expected = this.expectedAt ? { expectedAt: this.expectedAt } : {};
    this.step('order', at, { partNumber, quantity: quantityOf(this.milli), supplier, clerkId, ...expected });
  }

  /**
   * @param received quantity received; undefined for all that is outstanding
   * @param unit unit of the part; empty if unknown
   * @returns quantity received
   */
  receive(received: number | undefined, bin: string, clerkId: string, at: Date, unit = ''): number {
    this.mustAllow('receive');
    const milli = received ?? this.outstandingMilli;
    if (milli > this.outstandingMilli) {
      throw new Refused('MORE_RECEIVED_THAN_ORDERED', { outstanding: quantityOf(this.outstandingMilli), unit });
    }
    this.receivedMilli += milli;
    const outstanding = this.outstandingMilli;
    this.step(outstanding === 0 ? 'complete' : 'receive', at, {
      partNumber: this.partNumber,
      quantity: quantityOf(milli),
      outstandingQuantity: quantityOf(outstanding),
      bin,
      clerkId,
    });
    return milli;
  }
}
