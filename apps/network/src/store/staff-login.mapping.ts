import { mapping, Store } from '@waystation/store';
import { StaffLogin } from '../model/staff-login.ts';

export const staffLoginMapping = mapping(StaffLogin, {
  table: 'staff_login',
  subject: 'login',
  constraints: { staff_login_once: 'LOGIN_TAKEN' },
  properties: (p) => ({
    id: p.uuid().primary(),
    stationId: p.uuid(),
    version: p.integer(),
    staffId: p.uuid(),
    issuer: p.string(),
    subject: p.string(),
  }),
});

export class StaffLogins extends Store.of(staffLoginMapping) {
  /** Frees all of somebody's. */
  free(staffId: string): void {
    this.ahead('delete from staff_login where station_id = $1 and staff_id = $2', [this.station, staffId]);
  }
}
