import { UseCase, type Call } from '@waystation/call';
import type { SetRosterRequest, SetRosterResponse } from '@waystation/contracts/network/v1/service';
import { AllStaff } from '../store/staff.mapping.ts';

@UseCase()
export class SetRoster {
  constructor(private readonly allStaff: AllStaff) {}

  async execute({ staffId, from, until, shifts }: SetRosterRequest, { now }: Call): Promise<SetRosterResponse> {
    const staff = await this.allStaff.get(staffId);
    const worked = shifts.map(({ startsAt, endsAt }) => ({ startsAt: startsAt!, endsAt: endsAt! }));
    staff.setRoster({ from: from!, until: until! }, worked, now);
    return { staffId };
  }
}
