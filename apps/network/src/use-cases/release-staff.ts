import { UseCase, type Call } from '@waystation/call';
import type { ReleaseStaffRequest, ReleaseStaffResponse } from '@waystation/contracts/network/v1/service';
import { StaffLogins } from '../store/staff-login.mapping.ts';
import { AllStaff } from '../store/staff.mapping.ts';

@UseCase()
export class ReleaseStaff {
  constructor(
    private readonly allStaff: AllStaff,
    private readonly logins: StaffLogins,
  ) {}

  async execute({ staffId }: ReleaseStaffRequest, { now }: Call): Promise<ReleaseStaffResponse> {
    const staff = await this.allStaff.get(staffId);
    staff.release(now);
    this.logins.free(staffId);
    return { staffId };
  }
}
