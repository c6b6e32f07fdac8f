import type { Login } from '@waystation/contracts/network/v1/state';
import { mapping, Store } from '@waystation/store';
import { staffSteps } from '../model/staff-steps.ts';
import { NetworkStaff } from '../model/staff.ts';
import { grant } from './staff-parts.mapping.ts';

export const networkStaffMapping = mapping(NetworkStaff, {
  table: 'network_staff',
  subject: 'staff',
  network: true,
  constraints: { network_staff_pkey: 'STAFF_ALREADY_REGISTERED' },
  steps: { table: staffSteps, initial: 'active' },
  embeds: [grant],
  properties: (p) => ({
    displayName: p.text(),
    logins: p.json<Login[]>(),
    roles: p.embedded(grant).array(),
    regionIds: p.json<string[]>(),
  }),
});

export class AllNetworkStaff extends Store.of(networkStaffMapping) {
  /**
   * Current and former administrators without one person. Locks their rows until the step ends, so that two administrators
   * cannot dismiss each other at once.
   */
  adminsBut(staffId: string): Promise<NetworkStaff[]> {
    const condition = `id in (
      select id from network_staff where id <> $1 and roles @> '[{"role": "NETWORK_ADMIN"}]' order by id limit 100 for share)`;
    return this.listWhere(condition, [staffId]);
  }
}
