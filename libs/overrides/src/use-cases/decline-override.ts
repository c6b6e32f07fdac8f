import { UseCase, type Call, type UseCaseClass } from '@waystation/call';
import { NotFound } from '@waystation/model';
import { Overrides } from '../store/override.mapping.ts';
import type { OverrideDecision } from './grant-override.ts';
import type { OverrideResponse } from './request-override.ts';

/** The after-sales manager declines a requested override. */
@UseCase()
export class DeclineOverride implements UseCaseClass<OverrideDecision, OverrideResponse> {
  constructor(private readonly overrides: Overrides) {}

  async execute(
    { visitId, rule, subject, revision, reason }: OverrideDecision,
    { actor, now }: Call,
  ): Promise<OverrideResponse> {
    const override = await this.overrides.findOpen({ visitId, rule, subject: subject || visitId, revision });
    if (!override) throw new NotFound('override', `${visitId} ${rule}`);
    override.decline(reason, actor, now);
    return { overrideId: override.id, status: override.status };
  }
}
