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
  /** Holders of these logins anywhere in the network, and all logins of a person. */
  async held(logins: readonly Login[], staffId: string): Promise<HeldLogin[]> {
    return heldLogins(await this.rows(holdersQuery, holdersValues(logins, staffId)));
  }
}
