import type { Login } from '@waystation/contracts/network/v1/state';
import { AlreadyExists } from '@waystation/model';

/** A login, and the person who has it somewhere in the network. */
export interface HeldLogin extends Login {
  staffId: string;
}

/**
 * Checks that a login names one person in the whole network, and an id the person it belongs to: what somebody does is
 * recorded under the id that their login leads to.
 *
 * @param staffId that the person is to be registered under; empty for a new one
 * @param held all logins of that person, and everybody else who has one of `logins`, at any station or above them
 * @throws AlreadyExists for a login of another person, and for an id whose person has none of the logins
 */
export function mustBeOnePerson(staffId: string, logins: readonly Login[], held: readonly HeldLogin[]): void {
  const holderOf = ({ issuer, subject }: Login) =>
    held.find((each) => each.issuer === issuer && each.subject === subject && each.staffId !== staffId)?.staffId;
  for (const [index, login] of logins.entries()) {
    const holder = holderOf(login);
    if (holder !== undefined) {
      const field = `logins[${index}]`;
      throw new AlreadyExists('LOGIN_OF_ANOTHER_PERSON', { field, staffId: holder });
    }
  }
  const isTheirs = ({ issuer, subject }: Login) =>
    held.some((each) => each.staffId === staffId && each.issuer === issuer && each.subject === subject);
  if (staffId !== '' && !logins.some(isTheirs)) throw new AlreadyExists('STAFF_ID_OF_ANOTHER_PERSON');
}

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
