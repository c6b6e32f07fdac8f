import type { Login } from '@waystation/contracts/network/v1/state';

/** Says who a login is at a station. There is one at most for each login. */
export class StaffLogin {
  declare id: string;
  declare stationId: string;
  declare staffId: string;
  declare issuer: string;
  declare subject: string;
  declare version: number;

  static of(id: string, staff: { id: string; stationId: string }, { issuer, subject }: Login): StaffLogin {
    return Object.assign(new StaffLogin(), { id, stationId: staff.stationId, staffId: staff.id, issuer, subject });
  }
}

/** Says who a login is above the stations. There is one at most for each login. */
export class NetworkLogin {
  declare id: string;
  declare staffId: string;
  declare issuer: string;
  declare subject: string;
  declare version: number;

  static of(id: string, staffId: string, { issuer, subject }: Login): NetworkLogin {
    return Object.assign(new NetworkLogin(), { id, staffId, issuer, subject });
  }
}
