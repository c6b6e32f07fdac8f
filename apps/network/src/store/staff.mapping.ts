import type { Login } from '@waystation/contracts/network/v1/state';
import { mapping, Store } from '@waystation/store';
import { staffSteps } from '../model/staff-steps.ts';
import { Staff } from '../model/staff.ts';
import { grant, qualification, shift } from './staff-parts.mapping.ts';

export const staffMapping = mapping(Staff, {
  table: 'staff',
  subject: 'staff',
  steps: { table: staffSteps, initial: 'active' },
  constraints: { staff_once: 'STAFF_ALREADY_REGISTERED' },
  embeds: [grant, qualification, shift],
  properties: (p) => ({
    displayName: p.text(),
    logins: p.json<Login[]>(),
    roles: p.embedded(grant).array(),
    skills: p.embedded(qualification).array(),
    shifts: p.embedded(shift).array(),
  }),
});

export class AllStaff extends Store.of(staffMapping) {}
