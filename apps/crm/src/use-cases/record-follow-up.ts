import { UseCase, type Call } from '@waystation/call';
import type { RecordFollowUpRequest, RecordFollowUpResponse } from '@waystation/contracts/crm/v1/service';
import { Forms } from '@waystation/reference';
import { FollowUps } from '../store/follow-up.mapping.ts';

@UseCase()
export class RecordFollowUp {
  constructor(
    private readonly followUps: FollowUps,
    private readonly forms: Forms,
  ) {}

  async execute(request: RecordFollowUpRequest, { actor, now }: Call): Promise<RecordFollowUpResponse> {
    const { followUpId, scriptFormId, scriptVersion, answers, remarks, outcome, scores, criticism } = request;
    const { recommendationScore } = request;
    const [followUp, script] = await Promise.all([
      this.followUps.get(followUpId),
      this.forms.version(scriptFormId, scriptVersion),
    ]);
    const conversation = {
      scriptFormId,
      scriptVersion,
      answers,
      remarks,
      outcome,
      recommendationScore,
      scores,
      criticism,
    };
    followUp.record(conversation, script, actor, now);
    return { followUpId, status: followUp.status };
  }
}
