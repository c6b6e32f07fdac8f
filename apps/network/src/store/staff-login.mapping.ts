import type { Login } from '@waystation/contracts/network/v1/state';
import { mapping, Store } from '@waystation/store';
import { StaffLogin, type HeldLogin } from '../model/staff-login.ts';
import { heldLogins, holdersQuery, holdersValues } from './login-holders.ts';

export const staffLoginMapping = mapping(StaffLogin, {
  table: 'staff_login',
  subject: 'login',
  constraints: { staff_login_once: 'LOGIN_TAKEN' },
  properties: (p) => ({
    staffId: p.uuid(),
    issuer: p.text(),
    subject: p.text(),
  }),
});

export class StaffLogins extends Store.of(staffLoginMapping) {
  /** Holders of these logins anywhere in the network, and all logins of a person. */
  async held(logins: readonly Login[], staffId: string): Promise<HeldLogin[]> {
    return heldLogins(await this.rows(holdersQuery, holdersValues(logins, staffId)));
  }

  /** Deletes the logins of a person at the station, so that others can use them. */
  free(staffId: string): void {
    this.ahead('delete from staff_login where station_id = $1 and staff_id = $2', [this.station, staffId]);
  }
}
