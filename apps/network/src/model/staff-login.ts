import type { Login } from '@waystation/contracts/network/v1/state';
import { AlreadyExists } from '@waystation/model';

/** Login with the person who has it, anywhere in the network. */
export interface HeldLogin extends Login {
  staffId: string;
}

/**
 * Checks that a login belongs to one person in the whole network, and that a reused staff id belongs to the same person.
 * Work is recorded under the staff id of the login, so nobody may act under the id of another person.
 *
 * @param staffId id under which the person will be registered; empty for a new id
 * @param held all logins of that person, and all holders of `logins`, at any station or in the network
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

/** Person of a login at a station; at most one per login. */
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

/** Person of a login in the network staff; at most one per login. */
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
