import { mapping, Store } from '@waystation/store';
import { NetworkLogin } from '../model/staff-login.ts';

export const networkLoginMapping = mapping(NetworkLogin, {
  table: 'network_login',
  subject: 'login',
  network: true,
  constraints: { network_login_once: 'LOGIN_TAKEN' },
  properties: (p) => ({
    id: p.uuid().primary(),
    version: p.integer(),
    staffId: p.uuid(),
    issuer: p.string(),
    subject: p.string(),
  }),
});

export class NetworkLogins extends Store.of(networkLoginMapping) {}
