import { UseCase, type Call } from '@waystation/call';
import type { RecordQualificationRequest, RecordQualificationResponse } from '@waystation/contracts/network/v1/service';
import { AllStaff } from '../store/staff.mapping.ts';

@UseCase()
export class RecordQualification {
  constructor(private readonly allStaff: AllStaff) {}

  async execute(
    { staffId, skill, expiresAt }: RecordQualificationRequest,
    { now }: Call,
  ): Promise<RecordQualificationResponse> {
    const staff = await this.allStaff.get(staffId);
    staff.recordQualification(skill, expiresAt, now);
    return { staffId };
  }
}
