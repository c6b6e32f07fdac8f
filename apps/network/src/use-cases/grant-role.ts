import { UseCase, type Call } from '@waystation/call';
import type { GrantRoleRequest, GrantRoleResponse } from '@waystation/contracts/network/v1/service';
import { AllStaff } from '../store/staff.mapping.ts';

@UseCase()
export class GrantRole {
  constructor(private readonly allStaff: AllStaff) {}

  async execute({ staffId, role }: GrantRoleRequest, { now }: Call): Promise<GrantRoleResponse> {
    const staff = await this.allStaff.get(staffId);
    staff.grantRole(role!, now);
    return { staffId };
  }
}
