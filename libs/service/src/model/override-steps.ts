import type { OverrideAsked, OverrideGiven } from '@waystation/contracts/standard/v1/events';
import type { Steps } from '@waystation/model';

/** Whether it was used stands beside it: the runner notes that in the step that passes the gate. */
export type OverrideStatus = 'unasked' | 'asked' | 'given';

export interface OverrideEvents {
  OverrideAsked: OverrideAsked;
  OverrideGiven: OverrideGiven;
}

export const overrideSteps = {
  give: { from: ['unasked', 'asked'], to: 'given', event: 'OverrideGiven' },
} as const satisfies Steps<OverrideStatus, OverrideEvents>;
