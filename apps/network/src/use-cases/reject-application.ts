import { UseCase, type Call } from '@waystation/call';
import type { RejectApplicationRequest, RejectApplicationResponse } from '@waystation/contracts/network/v1/service';
import { Applications } from '../store/application.mapping.ts';

@UseCase()
export class RejectApplication {
  constructor(private readonly applications: Applications) {}

  async execute(
    { applicationId, reason, remarks }: RejectApplicationRequest,
    { actor, now }: Call,
  ): Promise<RejectApplicationResponse> {
    const application = await this.applications.get(applicationId);
    application.reject(reason, remarks, actor.id, now);
    return { applicationId, status: application.status };
  }
}
