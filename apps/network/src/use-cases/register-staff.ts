import { UseCase, type Call } from '@waystation/call';
import type { RegisterStaffRequest, RegisterStaffResponse } from '@waystation/contracts/network/v1/service';
import { mustBeOnePerson, StaffLogin } from '../model/staff-login.ts';
import { Staff } from '../model/staff.ts';
import { StaffLogins } from '../store/staff-login.mapping.ts';
import { AllStaff } from '../store/staff.mapping.ts';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class RegisterStaff {
  constructor(
    private readonly stations: Stations,
    private readonly allStaff: AllStaff,
    private readonly logins: StaffLogins,
  ) {}

  async execute(
    { stationId, staffId, displayName, logins, roles }: RegisterStaffRequest,
    { now, newId }: Call,
  ): Promise<RegisterStaffResponse> {
    const [station, held] = await Promise.all([this.stations.get(stationId), this.logins.held(logins, staffId)]);
    station.mustAllowStaff();
    mustBeOnePerson(staffId, logins, held);
    const staff = Staff.register(staffId || newId(), stationId, { displayName, logins, roles }, now);
    this.allStaff.add(staff);
    for (const login of staff.logins) this.logins.add(StaffLogin.of(newId(), staff, login));
    return { staffId: staff.id };
  }
}
