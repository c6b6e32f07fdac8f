import { UseCase, type Call } from '@waystation/call';
import type { SubmitApplicationRequest, SubmitApplicationResponse } from '@waystation/contracts/network/v1/service';
import { Application } from '../model/application.ts';
import { Applications } from '../store/application.mapping.ts';
import { Regions } from '../store/region.mapping.ts';
import { StationClasses } from '../store/station-class.mapping.ts';

@UseCase()
export class SubmitApplication {
  constructor(
    private readonly applications: Applications,
    private readonly regions: Regions,
    private readonly classes: StationClasses,
  ) {}

  async execute(
    { stationClassId, ...submission }: SubmitApplicationRequest,
    { actor, now, newId }: Call,
  ): Promise<SubmitApplicationResponse> {
    const [stationClass] = await Promise.all([this.classes.get(stationClassId), this.regions.get(submission.regionId)]);
    const application = Application.submit(newId(), actor.id, submission, stationClass, now);
    this.applications.add(application);
    return { applicationId: application.id, status: application.status };
  }
}
