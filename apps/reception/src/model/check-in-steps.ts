import type {
  CheckSheetCompleted,
  ConcernDiagnosed,
  ConcernRecorded,
  ConditionRecorded,
  CoversFitted,
  CoversRemoved,
  CustodyReturned,
  CustodyTaken,
  CustomerGreeted,
  CustomerSettled,
  PreparationConfirmed,
} from '@waystation/contracts/reception/v1/events';
import type { Steps } from '@waystation/model';

/** `open` until the order is signed. */
export type CheckInStatus = 'open' | 'done';

/** What is published of a check-in. */
export interface CheckInEvents {
  CheckSheetCompleted: CheckSheetCompleted;
  ConcernDiagnosed: ConcernDiagnosed;
  ConcernRecorded: ConcernRecorded;
  ConditionRecorded: ConditionRecorded;
  CoversFitted: CoversFitted;
  CoversRemoved: CoversRemoved;
  CustodyReturned: CustodyReturned;
  CustodyTaken: CustodyTaken;
  CustomerGreeted: CustomerGreeted;
  CustomerSettled: CustomerSettled;
  PreparationConfirmed: PreparationConfirmed;
}

const open = ['open'] as const;
const always = ['open', 'done'] as const;

export const checkInSteps = {
  greet: { from: open, event: 'CustomerGreeted' },
  recordConcern: { from: open, event: 'ConcernRecorded' },
  completeSheet: { from: open, event: 'CheckSheetCompleted' },
  recordCondition: { from: open, event: 'ConditionRecorded' },
  confirmPreparation: { from: open, event: 'PreparationConfirmed' },
  diagnose: { from: open, event: 'ConcernDiagnosed' },
  finish: { from: open, to: 'done' },

  fitCovers: { from: always, event: 'CoversFitted' },
  removeCovers: { from: always, event: 'CoversRemoved' },
  takeCustody: { from: always, event: 'CustodyTaken' },
  returnCustody: { from: always, event: 'CustodyReturned' },
  settleCustomer: { from: always, event: 'CustomerSettled' },
} as const satisfies Steps<CheckInStatus, CheckInEvents>;
