import { UseCase, type Call } from '@waystation/call';
import type {
  RegisterNetworkStaffRequest,
  RegisterNetworkStaffResponse,
} from '@waystation/contracts/network/v1/service';
import { mustBeOnePerson, NetworkLogin } from '../model/staff-login.ts';
import { NetworkStaff } from '../model/staff.ts';
import { NetworkLogins } from '../store/network-login.mapping.ts';
import { AllNetworkStaff } from '../store/network-staff.mapping.ts';
import { Regions } from '../store/region.mapping.ts';

@UseCase()
export class RegisterNetworkStaff {
  constructor(
    private readonly allStaff: AllNetworkStaff,
    private readonly logins: NetworkLogins,
    private readonly regions: Regions,
  ) {}

  async execute(
    { staffId, displayName, logins, roles, regionIds }: RegisterNetworkStaffRequest,
    { now, newId }: Call,
  ): Promise<RegisterNetworkStaffResponse> {
    const [held] = await Promise.all([
      this.logins.held(logins, staffId),
      ...regionIds.map((id) => this.regions.get(id)),
    ]);
    mustBeOnePerson(staffId, logins, held);
    const staff = NetworkStaff.register(staffId || newId(), { displayName, logins, roles }, regionIds, now);
    this.allStaff.add(staff);
    for (const login of staff.logins) this.logins.add(NetworkLogin.of(newId(), staff.id, login));
    return { staffId: staff.id };
  }
}
