import type { OverrideRequested, OverrideGranted } from '@waystation/contracts/standard/v1/events';
import type { Steps } from '@waystation/model';

/** Whether it was used stands beside it: the runner notes that in the step that passes the gate. */
export type OverrideStatus = 'unasked' | 'asked' | 'given';

export interface OverrideEvents {
  OverrideRequested: OverrideRequested;
  OverrideGranted: OverrideGranted;
}

export const overrideSteps = {
  give: { from: ['unasked', 'asked'], to: 'given', event: 'OverrideGranted' },
} as const satisfies Steps<OverrideStatus, OverrideEvents>;
