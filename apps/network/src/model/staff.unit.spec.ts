import { clearJournal, journalOf, WrongState, type StepRow } from '@waystation/model';
import { eventsOf, hour } from '@waystation/testing/model';
import { ids } from '../../testing/ids.ts';
import { anna, staffAt } from '../../testing/some-staff.ts';
import { withPeriod } from './roster.ts';
import { staffSteps, type StaffStatus } from './staff-steps.ts';
import { NetworkStaff, type Staff } from './staff.ts';

const at = hour(10);
const staffIn: Record<StaffStatus, () => Staff> = {
  active: () => staffAt(),
  released: () => {
    const staff = staffAt();
    staff.release(hour(1));
    return staff;
  },
};

const day = { from: hour(24), until: hour(48) };
const shift = { startsAt: hour(24), endsAt: hour(32) };
const makes: Record<keyof typeof staffSteps, (staff: Staff) => void> = {
  grantRole: (staff) => staff.grantRole({ role: 'CASHIER' }, at),
  recordQualification: (staff) => staff.recordQualification('brakes', undefined, at),
  setRoster: (staff) => staff.setRoster(day, [shift], at),
  release: (staff) => staff.release(at),
};

describe.each(Object.keys(staffIn) as StaffStatus[])('A staff record with status %s', (status) => {
  it.each(Object.entries<StepRow<StaffStatus>>(staffSteps))(
    'allows or refuses the step %s by the table of steps',
    (verb, { from, to, event }) => {
      const staff = staffIn[status]();
      clearJournal(staff);
      const make = () => makes[verb as keyof typeof makes](staff);
      if (from.includes(status)) {
        make();
        expect(staff.status).toBe(to ?? status);
        expect(eventsOf(staff)).toEqual([event]);
      } else {
        expect(make).toThrow(WrongState);
        expect(journalOf(staff).published).toEqual([]);
      }
    },
  );
});

describe('A staff record', () => {
  it('is published in full, under the key of station and person', () => {
    const staff = staffAt();
    staff.recordQualification('brakes', hour(900), at);
    expect(journalOf(staff).published.at(-1)).toMatchObject({
      name: 'StaffState',
      stationId: ids.station,
      payload: {
        key: `${ids.station}:${ids.anna}`,
        staffId: ids.anna,
        stationId: ids.station,
        displayName: 'Anna Weber',
        logins: anna.logins,
        roles: [{ role: 'TECHNICIAN' }],
        skills: [{ skill: 'brakes', expiresAt: hour(900) }],
        active: true,
      },
    });
  });

  it('keeps the latest grant of each role', () => {
    const staff = staffAt();
    staff.grantRole({ role: 'TECHNICIAN', until: hour(5) }, at);
    staff.grantRole({ role: 'CASHIER', from: hour(1) }, at);
    expect(staff.roles).toEqual([
      { role: 'TECHNICIAN', from: null, until: hour(5) },
      { role: 'CASHIER', from: hour(1), until: null },
    ]);
    expect(() => staff.grantRole({ role: 'CASHIER', from: hour(5), until: hour(5) }, at)).toThrow(
      'role: GRANT_ENDS_BEFORE_START',
    );
  });

  it('keeps the latest expiry of each skill', () => {
    const staff = staffAt();
    staff.recordQualification('brakes', hour(5), at);
    staff.recordQualification('brakes', undefined, at);
    expect(staff.skills).toEqual([{ skill: 'brakes', expiresAt: null }]);
  });

  it('refuses duplicate logins and roles', () => {
    const doubled = { ...anna, logins: [...anna.logins, ...anna.logins], roles: [...anna.roles, ...anna.roles] };
    expect(() => staffAt(doubled)).toThrow('logins[1]: LOGIN_LISTED_TWICE, roles[1]: ROLE_LISTED_TWICE');
  });

  it('has no logins, roles or shifts after release', () => {
    const staff = staffIn.released();
    expect(staff).toMatchObject({ logins: [], roles: [], shifts: [], status: 'released' });
    expect(journalOf(staff).published.at(-1)!.payload).toMatchObject({ active: false, displayName: 'Anna Weber' });
  });
});

describe('A roster', () => {
  const roster = (...shifts: (typeof shift)[]) => withPeriod([], day, shifts, at);

  it('replaces the shifts of a period and keeps the order', () => {
    const before = { startsAt: hour(20), endsAt: hour(24) };
    const later = { startsAt: hour(48), endsAt: hour(56) };
    const known = [before, { startsAt: hour(30), endsAt: hour(40) }, later];
    const evening = { startsAt: hour(34), endsAt: hour(48) };
    expect(withPeriod(known, day, [evening, shift], at)).toEqual([before, shift, evening, later]);
    expect(withPeriod(known, day, [], at)).toEqual([before, later]);
  });

  it('drops shifts a week after their end', () => {
    const old = { startsAt: hour(0), endsAt: hour(8) };
    expect(withPeriod([old], day, [], hour(8 + 7 * 24))).toEqual([old]);
    expect(withPeriod([old], day, [], hour(9 + 7 * 24))).toEqual([]);
  });

  it('refuses impossible shifts', () => {
    expect(() => roster({ startsAt: hour(32), endsAt: hour(32) })).toThrow('shifts[0]: SHIFT_ENDS_BEFORE_START');
    expect(() => roster({ startsAt: hour(23), endsAt: hour(30) })).toThrow('shifts[0]: SHIFT_OUTSIDE_PERIOD');
    expect(() => roster(shift, { startsAt: hour(31), endsAt: hour(33) })).toThrow('shifts[1]: SHIFTS_OVERLAP');
    const night = { startsAt: hour(20), endsAt: hour(26) };
    expect(() => withPeriod([night], day, [shift], at)).toThrow('shifts[0]: SHIFTS_OVERLAP');
  });

  it('refuses a period that ends before it begins or is longer than 62 days', () => {
    expect(() => withPeriod([], { from: hour(1), until: hour(1) }, [], at)).toThrow('PERIOD_ENDS_BEFORE_START');
    expect(() => withPeriod([], { from: hour(0), until: hour(62 * 24) }, [], at)).not.toThrow();
    expect(() => withPeriod([], { from: hour(0), until: hour(62 * 24 + 1) }, [], at)).toThrow('PERIOD_TOO_LONG');
  });
});

describe('A record of network staff', () => {
  const person = { ...anna, roles: [{ role: 'NETWORK_ANALYST' }] };

  it('is published without a station', () => {
    const staff = NetworkStaff.register(ids.boris, person, [], hour(0));
    const { payload } = journalOf(staff).published[0]!;
    expect(payload).toMatchObject({ key: `network:${ids.boris}`, staffId: ids.boris, regionIds: [] });
    expect(payload).not.toHaveProperty('stationId');
  });

  it('refuses to end the role of the last administrator', () => {
    const admin = (id: string, grant: object = {}) =>
      NetworkStaff.register(id, { ...anna, roles: [{ role: 'NETWORK_ADMIN', ...grant }] }, [], hour(0));
    const ends = { role: 'NETWORK_ADMIN', until: at };
    const last = admin(ids.boris);
    const others = [admin(ids.anna, { until: hour(20) }), admin(ids.anna, { from: hour(20) })];
    for (const otherAdmins of [[], others])
      expect(() => last.grantNetworkRole([], ends, otherAdmins, at)).toThrow('LAST_ADMIN');
    last.grantNetworkRole([], ends, [admin(ids.anna)], at);
    expect(last.isAdmin(at)).toBe(false);
    last.grantNetworkRole([], { role: 'NETWORK_ANALYST', until: at }, [], at);
  });

  it('requires at least one region for a regional manager', () => {
    const staff = NetworkStaff.register(ids.boris, person, [], hour(0));
    const regional = { role: 'REGIONAL_MANAGER' };
    expect(() => staff.grantNetworkRole([], regional, [], at)).toThrow('region_ids: REGION_MISSING');
    staff.grantNetworkRole([ids.region], regional, [], at);
    expect(staff.regionIds).toEqual([ids.region]);
    expect(() => NetworkStaff.register(ids.boris, { ...anna, roles: [regional] }, [], hour(0))).toThrow(
      'REGION_MISSING',
    );
  });
});
