import type { StationState } from '@waystation/contracts/network/v1/state';
import { Refused, type StepActor } from '@waystation/model';
import { holdsSkill, mustBeTechnician, type StaffMember } from '@waystation/reference/model';

/** Where a job is worked on, and by whom. */
export interface Team {
  bayId: string;
  leadTechnicianId: string;
  otherTechnicianIds: string[];
}

/** What of the station's places and people decides on whether a team is one. */
export interface TeamFacts {
  bays: readonly Pick<StationState['bays'][number], 'bayId'>[];
  /** Of the team; whom the station doesn't know is missing. */
  staff: readonly StaffMember[];
  /** Job of another visit that is worked on in the bay at the moment. */
  bayJobId?: string | undefined;
}

/** Whether he leads the workshop, and so may work on any job and correct any clock. */
export function leadsWorkshop({ roles }: StepActor): boolean {
  return roles.includes('WORKSHOP_LEAD');
}

/** Staff ids of all of a team, once each. */
export function membersOf({
  leadTechnicianId,
  otherTechnicianIds,
}: Pick<Team, 'leadTechnicianId' | 'otherTechnicianIds'>): string[] {
  return [...new Set([leadTechnicianId, ...otherTechnicianIds])];
}

/** The lead technician is not among the others. */
export function withoutDoubles(team: Team): Team {
  const { bayId, leadTechnicianId, otherTechnicianIds } = team;
  return { bayId, leadTechnicianId, otherTechnicianIds: otherTechnicianIds.filter((id) => id !== leadTechnicianId) };
}

/**
 * That the bay and the people are there, and that each skill is held, in date, by one of them.
 *
 * @param skills that the work asks for; an empty one asks for none
 * @throws Refused
 */
export function mustBeFit(team: Team, skills: readonly string[], { bays, staff }: TeamFacts, at: Date): void {
  if (!bays.some(({ bayId }) => bayId === team.bayId)) throw new Refused('BAY_UNKNOWN', { bayId: team.bayId });
  for (const technicianId of membersOf(team)) mustBeTechnician(technicianId, memberOf(staff, technicianId), at);
  for (const skill of skills) {
    if (skill !== '' && !staff.some((member) => holdsSkill(member, skill, at)))
      throw new Refused('SKILL_MISSING', { skill });
  }
}

/** Record of one of the staff; undefined where the station does not have them. */
export function memberOf(staff: readonly StaffMember[], id: string): StaffMember | undefined {
  return staff.find(({ staffId }) => staffId === id);
}
