import { UseCase, type Call } from '@waystation/call';
import type { ScoreApplicationRequest, ScoreApplicationResponse } from '@waystation/contracts/network/v1/service';
import { Applications } from '../store/application.mapping.ts';

@UseCase()
export class ScoreApplication {
  constructor(private readonly applications: Applications) {}

  async execute(
    { applicationId, scores }: ScoreApplicationRequest,
    { actor, now }: Call,
  ): Promise<ScoreApplicationResponse> {
    const application = await this.applications.get(applicationId);
    application.score(scores, actor.id, actor.regionId, now);
    return { applicationId, status: application.status, gaps: application.gaps };
  }
}
