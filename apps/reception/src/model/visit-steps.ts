import type {
  ContactsRefreshed,
  ProgressReported,
  VehicleArrived,
  HandoverAccepted,
  VisitAdvanced,
  VisitCancelled,
  VisitHeld,
  VisitMarkedNoShow,
  VisitOpened,
  VisitReleased,
} from '@waystation/contracts/reception/v1/events';
import type { VisitState } from '@waystation/contracts/reception/v1/state';
import type { Steps } from '@waystation/model';
import type { VisitStage } from './visit-stages.ts';

/** `expected`: an event about the visit arrived before its booking or arrival. */
export type VisitStatus = VisitStage | 'expected';

/** Events of a visit. */
export interface VisitEvents {
  ContactsRefreshed: ContactsRefreshed;
  ProgressReported: ProgressReported;
  VehicleArrived: VehicleArrived;
  HandoverAccepted: HandoverAccepted;
  VisitAdvanced: VisitAdvanced;
  VisitCancelled: VisitCancelled;
  VisitHeld: VisitHeld;
  VisitMarkedNoShow: VisitMarkedNoShow;
  VisitOpened: VisitOpened;
  VisitReleased: VisitReleased;
  VisitState: VisitState;
}

const coming = ['expected', 'booked', 'no_show', 'cancelled'] as const;
const received = ['arrived', 'checked_in'] as const;
const worked = ['ordered', 'in_repair', 'in_inspection'] as const;
const ready = ['handed_over', 'settled'] as const;
const gone = ['delivered', 'closed'] as const;
const anywhere = [...coming, ...received, ...worked, ...ready, ...gone] as const;

const advance = <To extends VisitStage>(to: To) => ({ from: anywhere, to, event: 'VisitAdvanced' }) as const;

/**
 * Steps of a visit, and the stages that allow them. `Visit` takes the steps of the second half itself, to reach the stage
 * that follows from its facts.
 */
export const visitSteps = {
  arrive: { from: coming, event: 'VehicleArrived' },
  open: { from: ['arrived'], event: 'VisitOpened' },
  refreshContacts: { from: [...received, ...worked, ...ready], event: 'ContactsRefreshed' },
  cancel: { from: received, event: 'VisitCancelled' },
  markNoShow: { from: ['booked'], event: 'VisitMarkedNoShow' },
  order: { from: received },
  promise: { from: [...received, ...worked] },
  acceptHandover: { from: worked, event: 'HandoverAccepted' },
  reportProgress: { from: [...worked, ...ready], event: 'ProgressReported' },

  toBooked: advance('booked'),
  toNoShow: advance('no_show'),
  toCancelled: advance('cancelled'),
  toArrived: advance('arrived'),
  toCheckedIn: advance('checked_in'),
  toOrdered: advance('ordered'),
  toInRepair: advance('in_repair'),
  toInInspection: advance('in_inspection'),
  toHandedOver: advance('handed_over'),
  toSettled: advance('settled'),
  toDelivered: advance('delivered'),
  toClosed: advance('closed'),
} as const satisfies Steps<VisitStatus, VisitEvents>;

/** Step that takes a visit to a stage. */
export const stepTo = {
  booked: 'toBooked',
  no_show: 'toNoShow',
  cancelled: 'toCancelled',
  arrived: 'toArrived',
  checked_in: 'toCheckedIn',
  ordered: 'toOrdered',
  in_repair: 'toInRepair',
  in_inspection: 'toInInspection',
  handed_over: 'toHandedOver',
  settled: 'toSettled',
  delivered: 'toDelivered',
  closed: 'toClosed',
} as const satisfies Record<VisitStage, keyof typeof visitSteps>;
