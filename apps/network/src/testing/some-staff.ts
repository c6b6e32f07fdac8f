import { StaffLogin } from '../model/staff-login.ts';
import { NetworkStaff, Staff, type Person } from '../model/staff.ts';
import { here, hour, ids, type Place } from './ids.ts';

export const anna: Person = {
  displayName: 'Anna Weber',
  logins: [{ issuer: 'https://id.example', subject: 'anna.weber' }],
  roles: [{ role: 'TECHNICIAN' }],
};

/** Somebody on the staff of a station, with his logins. */
export function someStaff(person: Partial<Person> = {}) {
  return {
    build: (place: Place) => {
      const staff = staffAt({ ...anna, ...person }, place);
      const loginId = place.id(ids.version);
      return [staff, ...staff.logins.slice(0, 1).map((login) => StaffLogin.of(loginId, staff, login))];
    },
  };
}

export function staffAt(person: Person = anna, place: Place = here): Staff {
  return Staff.register(place.id(ids.anna), place.stationId, person, hour(0));
}

export function aRegionalManager(): { build: () => NetworkStaff } {
  const person = { displayName: 'Sun Hao', logins: [], roles: [{ role: 'REGIONAL_MANAGER' }] };
  return { build: () => NetworkStaff.register(ids.boris, person, [ids.region], hour(0)) };
}
