import type { Login } from '@waystation/contracts/network/v1/state';
import { mapping, Store } from '@waystation/store';
import { staffSteps } from '../model/staff-steps.ts';
import { NetworkStaff } from '../model/staff.ts';
import { grant } from './staff-parts.mapping.ts';

export const networkStaffMapping = mapping(NetworkStaff, {
  table: 'network_staff',
  subject: 'staff',
  network: true,
  steps: { table: staffSteps, initial: 'active' },
  embeds: [grant],
  properties: (p) => ({
    id: p.uuid().primary(),
    version: p.integer(),
    status: p.string(),
    displayName: p.string(),
    logins: p.json<Login[]>(),
    roles: p.embedded(grant).array(),
    regionIds: p.json<string[]>(),
  }),
});

export class AllNetworkStaff extends Store.of(networkStaffMapping) {}
