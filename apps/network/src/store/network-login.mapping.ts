import type { Login } from '@waystation/contracts/network/v1/state';
import { mapping, Store } from '@waystation/store';
import { NetworkLogin, type HeldLogin } from '../model/staff-login.ts';
import { heldLogins, holdersQuery, holdersValues } from './login-holders.ts';

export const networkLoginMapping = mapping(NetworkLogin, {
  table: 'network_login',
  subject: 'login',
  network: true,
  constraints: { network_login_once: 'LOGIN_TAKEN' },
  properties: (p) => ({
    staffId: p.uuid(),
    issuer: p.text(),
    subject: p.text(),
  }),
});

export class NetworkLogins extends Store.of(networkLoginMapping) {
  /** Who has these logins, at a station or above them, and which ones the person with this id has. */
  async held(logins: readonly Login[], staffId: string): Promise<HeldLogin[]> {
    return heldLogins(await this.rows(holdersQuery, holdersValues(logins, staffId)));
  }
}
