import type { StaffState } from '@waystation/contracts/network/v1/state';
import type { Steps } from '@waystation/model';

export type StaffStatus = 'active' | 'released';

export interface StaffEvents {
  StaffState: StaffState;
}

/** Steps of a staff record, with the statuses that allow them. */
export const staffSteps = {
  grantRole: { from: ['active'], event: 'StaffState' },
  recordQualification: { from: ['active'], event: 'StaffState' },
  setRoster: { from: ['active'], event: 'StaffState' },
  release: { from: ['active'], to: 'released', event: 'StaffState' },
} as const satisfies Steps<StaffStatus, StaffEvents>;
