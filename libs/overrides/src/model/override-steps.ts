import type { OverrideDeclined, OverrideGranted, OverrideRequested } from '@waystation/contracts/standard/v1/events';
import type { Steps } from '@waystation/model';

export type OverrideStatus = 'unrequested' | 'requested' | 'granted' | 'declined' | 'used';

export interface OverrideEvents {
  OverrideRequested: OverrideRequested;
  OverrideGranted: OverrideGranted;
  OverrideDeclined: OverrideDeclined;
}

export const overrideSteps = {
  grant: { from: ['unrequested', 'requested'], to: 'granted', event: 'OverrideGranted' },
  decline: { from: ['requested'], to: 'declined', event: 'OverrideDeclined' },
  /** Taken by the runner, together with the step that passes the gate: see `gateOverrides`. */
  use: { from: ['granted'], to: 'used' },
} as const satisfies Steps<OverrideStatus, OverrideEvents>;
