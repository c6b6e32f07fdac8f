import { UseCase, type Call, type UseCaseClass } from '@waystation/call';
import { GatedVisits } from '../gated-visits.ts';
import { ruleMode } from '../rule-mode.ts';
import { Override } from '../model/override.ts';
import { Overrides } from '../store/override.mapping.ts';
import type { RequestOverrideRequest, OverrideResponse } from './request-override.ts';

/** The rpc's request, alike in every service. */
export interface GrantOverrideRequest extends Omit<RequestOverrideRequest, 'justification'> {
  reason: string;
}

/** The after-sales manager opens a gate once, whether somebody asked for it or not. */
@UseCase()
export class GrantOverride implements UseCaseClass<GrantOverrideRequest, OverrideResponse> {
  constructor(
    private readonly visits: GatedVisits,
    private readonly overrides: Overrides,
  ) {}

  async execute(
    { visitId, rule, subject, revision, reason }: GrantOverrideRequest,
    call: Call,
  ): Promise<OverrideResponse> {
    const { actor, now, stationId } = call;
    const gate = { visitId, rule, subject: subject || visitId, revision };
    const [{ standardVersion }, asked] = await Promise.all([this.visits.get(visitId), this.overrides.open(gate)]);
    const held = await ruleMode(rule, standardVersion, call);
    const override = asked ?? Override.unasked({ id: call.newId(), stationId, standardVersion, ...gate });
    override.give(held, reason, actor.id, now);
    if (!asked) this.overrides.add(override);
    return { overrideId: override.id, status: override.status };
  }
}
