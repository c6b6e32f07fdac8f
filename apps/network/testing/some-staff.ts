import type { Login } from '@waystation/contracts/network/v1/state';
import { here, hour, type Place } from '@waystation/testing/model';
import { StaffLogin } from '../src/model/staff-login.ts';
import { NetworkStaff, Staff, type Person } from '../src/model/staff.ts';
import { ids } from './ids.ts';

export const anna: Person = {
  displayName: 'Anna Weber',
  logins: [{ issuer: 'https://id.example', subject: 'anna.weber' }],
  roles: [{ role: 'TECHNICIAN' }],
};

/** Staff record of a station with its login. */
export function someStaff(person: Partial<Person> = {}) {
  return {
    build: (place: Place) => {
      const { logins, ...known } = { ...anna, ...person };
      // The person at another station is a different one, and a login belongs to one person.
      const own = place.stationId === here.stationId ? logins : logins.map(twin);
      const staff = staffAt({ ...known, logins: own }, place);
      const loginId = place.id(ids.version);
      return [staff, ...staff.logins.slice(0, 1).map((login) => StaffLogin.of(loginId, staff, login))];
    },
  };
}

function twin({ issuer, subject }: Login): Login {
  return { issuer, subject: `twin of ${subject}` };
}

export function staffAt(person: Person = anna, place: Place = here): Staff {
  return Staff.register(place.id(ids.anna), place.stationId, person, hour(0));
}

export function aRegionalManager(): { build: () => NetworkStaff } {
  const person = { displayName: 'Sun Hao', logins: [], roles: [{ role: 'REGIONAL_MANAGER' }] };
  return { build: () => NetworkStaff.register(ids.boris, person, [ids.region], hour(0)) };
}
