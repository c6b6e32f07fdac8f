import type { StaffState } from '@waystation/contracts/network/v1/state';
import { Refused } from '@waystation/model';

/** What is known of somebody who is to get parts. */
export type StaffMember = Pick<StaffState, 'staffId' | 'active' | 'roles'>;

/** That he works in the station's workshop at that time. @throws Refused */
export function mustBeTechnician(technicianId: string, member: StaffMember | undefined, at: Date): void {
  const works =
    member?.active &&
    member.roles.some(
      ({ role, from, until }) =>
        ['TECHNICIAN', 'WORKSHOP_LEAD'].includes(role) &&
        (from === undefined || from <= at) &&
        (until === undefined || until > at),
    );
  if (!works) throw new Refused('TECHNICIAN_UNKNOWN', { technicianId });
}
