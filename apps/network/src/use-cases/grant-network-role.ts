import { UseCase, type Call } from '@waystation/call';
import type { GrantNetworkRoleRequest, GrantNetworkRoleResponse } from '@waystation/contracts/network/v1/service';
import { AllNetworkStaff } from '../store/network-staff.mapping.ts';
import { Regions } from '../store/region.mapping.ts';

@UseCase()
export class GrantNetworkRole {
  constructor(
    private readonly allStaff: AllNetworkStaff,
    private readonly regions: Regions,
  ) {}

  async execute(
    { staffId, role, regionIds }: GrantNetworkRoleRequest,
    { now }: Call,
  ): Promise<GrantNetworkRoleResponse> {
    const [staff, others] = await Promise.all([
      this.allStaff.get(staffId),
      this.allStaff.adminsBut(staffId),
      ...regionIds.map((id) => this.regions.get(id)),
    ]);
    staff.grantNetworkRole(regionIds, role!, others, now);
    return { staffId };
  }
}
