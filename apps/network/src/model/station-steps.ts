import type { StationClosed, StationReopened, StationSuspended } from '@waystation/contracts/network/v1/events';
import type { StandardState, StationState } from '@waystation/contracts/network/v1/state';
import type { Steps } from '@waystation/model';

export type StationStatus = 'open' | 'suspended' | 'closed';

/** Events of a station. */
export interface StationEvents {
  StandardState: StandardState;
  StationClosed: StationClosed;
  StationReopened: StationReopened;
  StationState: StationState;
  StationSuspended: StationSuspended;
}

const working = ['open', 'suspended'] as const;

/** Steps of a station, with the statuses that allow them. */
export const stationSteps = {
  suspend: { from: ['open'], to: 'suspended', event: 'StationSuspended' },
  reopen: { from: ['suspended'], to: 'open', event: 'StationReopened' },
  close: { from: working, to: 'closed', event: 'StationClosed' },
  defineBay: { from: working, event: 'StationState' },
  setOpeningHours: { from: working, event: 'StationState' },
  adoptStandard: { from: working, event: 'StandardState' },
  registerStaff: { from: working },
  publishPrices: { from: working },
} as const satisfies Steps<StationStatus, StationEvents>;
