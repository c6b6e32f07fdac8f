import { UseCase, type Call } from '@waystation/call';
import type { ScheduleSiteVisitRequest, ScheduleSiteVisitResponse } from '@waystation/contracts/network/v1/service';
import { Applications } from '../store/application.mapping.ts';

@UseCase()
export class ScheduleSiteVisit {
  constructor(private readonly applications: Applications) {}

  async execute(
    { applicationId, visitAt }: ScheduleSiteVisitRequest,
    { actor, now }: Call,
  ): Promise<ScheduleSiteVisitResponse> {
    const application = await this.applications.get(applicationId);
    application.scheduleSiteVisit(visitAt!, actor.id, actor.regionId, now);
    return { applicationId, status: application.status };
  }
}
