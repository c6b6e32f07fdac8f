import { UseCase, type Call, type UseCaseClass } from '@waystation/call';
import { GatedVisits } from '../gated-visits.ts';
import { Override } from '../model/override.ts';
import { ruleMode } from '../rule-mode.ts';
import { Overrides } from '../store/override.mapping.ts';
import type { OverrideResponse, RequestOverrideRequest } from './request-override.ts';

/** Request of the rpcs that grant and decline, which is the same in every service. */
export interface OverrideDecision extends Omit<RequestOverrideRequest, 'justification'> {
  reason: string;
}

/** The after-sales manager grants an override, requested or not. */
@UseCase()
export class GrantOverride implements UseCaseClass<OverrideDecision, OverrideResponse> {
  constructor(
    private readonly visits: GatedVisits,
    private readonly overrides: Overrides,
  ) {}

  async execute({ visitId, rule, subject, revision, reason }: OverrideDecision, call: Call): Promise<OverrideResponse> {
    const { actor, now, stationId } = call;
    const gate = { visitId, rule, subject: subject || visitId, revision };
    const [{ standardVersion }, requested] = await Promise.all([
      this.visits.get(visitId),
      this.overrides.findOpen(gate),
    ]);
    const mode = await ruleMode(rule, standardVersion, call);
    const override = requested ?? Override.unrequested({ id: call.newId(), stationId, standardVersion, ...gate });
    override.grant(mode, reason, actor, now);
    if (!requested) this.overrides.add(override);
    return { overrideId: override.id, status: override.status };
  }
}
