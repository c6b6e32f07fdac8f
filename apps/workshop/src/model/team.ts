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

/** Bays and staff of the station that a team depends on. */
export interface TeamFacts {
  bays: readonly Pick<StationState['bays'][number], 'bayId'>[];
  /** Records of the team members; staff whom the station does not know are missing. */
  staff: readonly StaffMember[];
  /** Job of another visit that is in progress in the bay. */
  bayJobId?: string | undefined;
}

/** True for the workshop lead, who may work on any job and correct any clock. */
export function leadsWorkshop({ roles }: StepActor): boolean {
  return roles.includes('WORKSHOP_LEAD');
}

/** Staff ids of a team without duplicates. */
export function membersOf({
  leadTechnicianId,
  otherTechnicianIds,
}: Pick<Team, 'leadTechnicianId' | 'otherTechnicianIds'>): string[] {
  return [...new Set([leadTechnicianId, ...otherTechnicianIds])];
}

/** Removes the lead technician from the others of a team. */
export function withoutDuplicates(team: Team): Team {
  const { bayId, leadTechnicianId, otherTechnicianIds } = team;
  return { bayId, leadTechnicianId, otherTechnicianIds: otherTechnicianIds.filter((id) => id !== leadTechnicianId) };
}

export function isOnTeam({ leadTechnicianId, otherTechnicianIds }: AssignedTeam, technicianId: string): boolean {
  return technicianId === leadTechnicianId || otherTechnicianIds.includes(technicianId);
}

/** @throws Refused if the actor is neither on the team nor the workshop lead */
export function mustBeOn(team: AssignedTeam, actor: StepActor): void {
  if (leadsWorkshop(actor) || isOnTeam(team, actor.id)) return;
  throw new Refused('TECHNICIAN_NOT_ASSIGNED', { technicianId: actor.id });
}

/**
 * Checks that the station has the bay and the technicians, and that each skill is held, in date, by one of them.
 *
 * @param skills skills that the work needs; an empty string needs none
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

/** Record of a staff member; undefined if the station has none. */
export function memberOf(staff: readonly StaffMember[], id: string): StaffMember | undefined {
  return staff.find(({ staffId }) => staffId === id);
}
