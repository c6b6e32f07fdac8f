import type { Steps } from '@waystation/model';
import type { InspectionEvents } from './inspection-events.ts';

export type InspectionStatus = 'open' | 'started' | 'failed' | 'passed' | 'handed_over' | 'suspended' | 'cancelled';

const startedOrFailed = ['started', 'failed'] as const;
const live = ['open', 'started', 'failed', 'passed', 'handed_over'] as const;

/**
 * Steps of an inspection, and the statuses that allow them. `reopen`, `suspend` and `close` react to events of the workshop
 * and the visit. A failed inspection can be started again without rework if the customer accepts the nonconformities.
 */
export const inspectionSteps = {
  reopen: { from: [...live, 'suspended'], to: 'open', event: 'InspectionOpened' },
  suspend: { from: live, to: 'suspended' },
  close: { from: [...live, 'suspended'], to: 'cancelled' },

  start: { from: ['open', ...startedOrFailed], to: 'started', event: 'InspectionStarted' },
  recordPoints: { from: ['started'], event: 'PointsRecorded' },
  recordRoadTest: { from: ['started'], event: 'RoadTestRecorded' },
  recordWear: { from: startedOrFailed, event: 'WearRecorded' },
  noteDefect: { from: [...startedOrFailed, 'passed'], event: 'DefectNoted' },
  raiseNonconformity: { from: startedOrFailed, event: 'NonconformityRaised' },
  closeNonconformity: { from: startedOrFailed, event: 'NonconformityClosed' },
  recordWash: { from: ['open', ...startedOrFailed], event: 'VehicleWashed' },
  parkVehicle: { from: live, event: 'VehicleParked' },
  pass: { from: ['started'], to: 'passed', event: 'InspectionPassed' },
  fail: { from: ['started'], to: 'failed', event: 'InspectionFailed' },
  handOverVehicle: { from: ['passed', 'handed_over'], to: 'handed_over', event: 'VehicleHandedOver' },
} as const satisfies Steps<InspectionStatus, InspectionEvents>;
