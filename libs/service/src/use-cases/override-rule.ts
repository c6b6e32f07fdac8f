import { UseCase, type Call, type UseCaseClass } from '@waystation/call';
import { GatedVisits } from '../gated-visits.ts';
import { heldAs } from '../held-as.ts';
import { Override } from '../model/override.ts';
import { Overrides } from '../store/override.mapping.ts';
import type { AskOverrideRequest, OverrideResponse } from './ask-override.ts';

/** The rpc's request, alike in every service. */
export interface OverrideRuleRequest extends Omit<AskOverrideRequest, 'words'> {
  reason: string;
}

/** The after-sales manager opens a gate once, whether somebody asked for it or not. */
@UseCase()
export class OverrideRule implements UseCaseClass<OverrideRuleRequest, OverrideResponse> {
  constructor(
    private readonly visits: GatedVisits,
    private readonly overrides: Overrides,
  ) {}

  async execute(
    { visitId, rule, subject, revision, reason }: OverrideRuleRequest,
    call: Call,
  ): Promise<OverrideResponse> {
    const { actor, now, stationId } = call;
    const gate = { visitId, rule, subject: subject || visitId, revision };
    const [{ standardVersion }, asked] = await Promise.all([this.visits.get(visitId), this.overrides.open(gate)]);
    const held = await heldAs(rule, standardVersion, call);
    const override = asked ?? Override.unasked({ id: call.newId(), stationId, standardVersion, ...gate });
    override.give(held, reason, actor.id, now);
    if (!asked) this.overrides.add(override);
    return { overrideId: override.id, status: override.status };
  }
}
