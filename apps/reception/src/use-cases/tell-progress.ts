import { UseCase, type Call } from '@waystation/call';
import type { TellProgressRequest, TellProgressResponse } from '@waystation/contracts/reception/v1/service';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class TellProgress {
  constructor(private readonly visits: Visits) {}

  async execute(
    { visitId, about, channel, words }: TellProgressRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<TellProgressResponse> {
    const visit = await this.visits.get(visitId);
    visit.tellProgress({ about, channel, words }, actor.id, at);
    return { visitId, stage: visit.stage };
  }
}
