import type { ReplacedPartDisposed, ReplacedPartKept } from '@waystation/contracts/parts/v1/events';
import { Aggregate, type Steps, type VisitRef } from '@waystation/model';
import { quantityOf } from './quantity.ts';

export type ReplacedPartStatus = 'kept' | 'disposed';

export interface ReplacedPartEvents {
  ReplacedPartKept: ReplacedPartKept;
  ReplacedPartDisposed: ReplacedPartDisposed;
}

export const replacedPartSteps = {
  dispose: { from: ['kept'], to: 'disposed', event: 'ReplacedPartDisposed' },
} as const satisfies Steps<ReplacedPartStatus, ReplacedPartEvents>;

/** Part and quantity removed from the vehicle. */
export interface RemovedPart {
  itemId: string;
  partNumber: string;
  milli: number;
}

/** Part that was removed from the vehicle. */
export class ReplacedPart extends Aggregate<typeof replacedPartSteps, ReplacedPartEvents, 'replaced part'> {
  declare visitId: string;
  declare itemId: string;
  declare partNumber: string;
  declare milli: number;
  declare technicianId: string;
  declare keptAt: Date;
  /** `returned`, `scrapped`, `kept_for_warranty` or `core_return`; null until decided. */
  disposition: string | null = null;
  customerAsked = false;

  protected get steps() {
    return replacedPartSteps;
  }
  protected get subject() {
    return 'replaced part' as const;
  }

  static keep(
    id: string,
    visit: VisitRef,
    { itemId, partNumber, milli }: RemovedPart,
    technicianId: string,
    at: Date,
  ): ReplacedPart {
    const { stationId, visitId, standardVersion } = visit;
    const kept = new ReplacedPart();
    kept.begin({ id, stationId, visitId, standardVersion }, 'kept');
    kept.itemId = itemId;
    kept.partNumber = partNumber;
    kept.milli = milli;
    kept.technicianId = technicianId;
    kept.keptAt = at;
    kept.publish('ReplacedPartKept', at, { itemId, partNumber, quantity: quantityOf(milli), technicianId });
    return kept;
  }

  /** Records the disposition that the customer chose. */
  dispose(disposition: string, customerAsked: boolean, advisorId: string, at: Date): void {
    this.requires('DEL-D08', customerAsked, 'CUSTOMER_NOT_ASKED');
    const { itemId, partNumber } = this;
    this.step('dispose', at, { itemId, partNumber, disposition, customerAsked, advisorId });
    this.disposition = disposition;
    this.customerAsked = customerAsked;
  }
}
