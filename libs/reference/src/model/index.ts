export { mustBeForm, pointsWithoutResult, type FormKey, type PublishedForm } from './form.ts';
export { hasRole, holdsSkill, isWithin, mustBeTechnician, type StaffMember } from './staff.ts';
