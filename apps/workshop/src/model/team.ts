import type { StationState } from '@waystation/contracts/network/v1/state';
import { Refused, type StepActor } from '@waystation/model';
import { holdsSkill, mustBeTechnician, type StaffMember } from '@waystation/reference/model';

/** Bay and technicians of a job. */
export interface Team {
  bayId: string;
  leadTechnicianId: string;
  otherTechnicianIds: string[];
}

/** Technicians of a job; none before it is dispatched. */
export interface AssignedTeam {
  leadTechnicianId: string | null;
  otherTechnicianIds: string[];
}

/** The station's bays and staff, as far as a team depends on them. */
export interface TeamFacts {
  bays: readonly Pick<StationState['bays'][number], 'bayId'>[];
  /** Records of the team; those that the station does not know are missing. */
  staff: readonly StaffMember[];
  /** Job of another visit that is worked on in the bay at the moment. */
  bayJobId?: string | undefined;
}

/** The workshop lead may work on any job and correct any clock. */
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

/** The same team, with its lead technician not listed among the others. */
export function withoutDoubles(team: Team): Team {
  const { bayId, leadTechnicianId, otherTechnicianIds } = team;
  return { bayId, leadTechnicianId, otherTechnicianIds: otherTechnicianIds.filter((id) => id !== leadTechnicianId) };
}

export function isOnTeam({ leadTechnicianId, otherTechnicianIds }: AssignedTeam, technicianId: string): boolean {
  return technicianId === leadTechnicianId || otherTechnicianIds.includes(technicianId);
}

/** @throws Refused for those who are not on the team, except the workshop lead */
export function mustBeOn(team: AssignedTeam, actor: StepActor): void {
  if (leadsWorkshop(actor) || isOnTeam(team, actor.id)) return;
  throw new Refused('TECHNICIAN_NOT_ASSIGNED', { technicianId: actor.id });
}

/**
 * Checks that the station has the bay and the technicians, and that one of them holds each skill, in date.
 *
 * @param skills that the work needs; an empty one stands for none
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
