import type {
  CheckSheetCompleted,
  ConcernDiagnosed,
  ConcernRecorded,
  ConditionRecorded,
  ProtectiveCoversFitted,
  ProtectiveCoversRemoved,
  KeysAndPapersReturned,
  KeysAndPapersTaken,
  CustomerGreeted,
  WaitingArrangementRecorded,
  PreparationConfirmed,
} from '@waystation/contracts/reception/v1/events';
import type { Steps } from '@waystation/model';

/** `open` until the order is countersigned. */
export type CheckInStatus = 'open' | 'done';

/** Events of a check-in. */
export interface CheckInEvents {
  CheckSheetCompleted: CheckSheetCompleted;
  ConcernDiagnosed: ConcernDiagnosed;
  ConcernRecorded: ConcernRecorded;
  ConditionRecorded: ConditionRecorded;
  ProtectiveCoversFitted: ProtectiveCoversFitted;
  ProtectiveCoversRemoved: ProtectiveCoversRemoved;
  KeysAndPapersReturned: KeysAndPapersReturned;
  KeysAndPapersTaken: KeysAndPapersTaken;
  CustomerGreeted: CustomerGreeted;
  WaitingArrangementRecorded: WaitingArrangementRecorded;
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

  fitProtectiveCovers: { from: always, event: 'ProtectiveCoversFitted' },
  removeProtectiveCovers: { from: always, event: 'ProtectiveCoversRemoved' },
  takeKeysAndPapers: { from: always, event: 'KeysAndPapersTaken' },
  returnKeysAndPapers: { from: always, event: 'KeysAndPapersReturned' },
  recordWaitingArrangement: { from: always, event: 'WaitingArrangementRecorded' },
} as const satisfies Steps<CheckInStatus, CheckInEvents>;
