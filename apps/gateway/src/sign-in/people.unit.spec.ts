import { isId } from '@waystation/model';
import type { StaffState } from '../store/staff.ts';
import { StaffPeople } from './people.ts';

const issuer = 'https://issuer.example';
const now = new Date('2026-03-02T08:00:00Z');
const [hamburg, shanghai] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const staffId = '33333333-3333-4333-8333-333333333333';

const staff = (given: Partial<Record<string, unknown>>): StaffState => ({
  key: `${hamburg}:${staffId}`,
  stationId: hamburg,
  staffId,
  displayName: 'Mia Koch',
  logins: [{ issuer, subject: 'mia' }],
  roles: [{ role: 'TECHNICIAN' }],
  active: true,
  ...given,
});

function peopleOf(records: StaffState[], firstAdmin?: string, hasAdmin = false): StaffPeople {
  const rows = {
    byLogin: async () => records,
    regionOf: async (stationId: string) => (stationId === shanghai ? 'east' : 'north'),
    hasAdmin: async () => hasAdmin,
  };
  return new StaffPeople(
    rows,
    { now: () => now },
    firstAdmin === undefined ? undefined : { issuer, subject: firstAdmin },
  );
}

const rolesOf = (records: StaffState[], stationId?: string) => peopleOf(records).rolesOf(issuer, 'mia', stationId);

it('staff have their roles at their station', async () => {
  await expect(rolesOf([staff({})], hamburg)).resolves.toEqual({
    kind: 'staff',
    id: staffId,
    roles: ['TECHNICIAN'],
    stationId: hamburg,
  });
});

it('staff have no role and no station elsewhere', async () => {
  await expect(rolesOf([staff({})], shanghai)).resolves.toEqual({ kind: 'staff', id: staffId, roles: [] });
});

it('the record of a station decides who a person is there, not the record of another station', async () => {
  const forged = staff({ stationId: shanghai, staffId: '44444444-4444-4444-8444-444444444444' });
  await expect(rolesOf([forged, staff({})], hamburg)).resolves.toMatchObject({ id: staffId, roles: ['TECHNICIAN'] });
});

it('a guest has roles at both stations for a limited time', async () => {
  const guest = (from: string, until: string) =>
    staff({ stationId: shanghai, roles: [{ role: 'QUALITY_INSPECTOR', from, until }] });
  const visiting = guest('2026-03-01T00:00:00Z', '2026-03-03T00:00:00Z');
  await expect(rolesOf([staff({}), visiting], shanghai)).resolves.toMatchObject({
    roles: ['QUALITY_INSPECTOR'],
    stationId: shanghai,
  });
  for (const over of [
    guest('2026-02-01T00:00:00Z', now.toISOString()),
    guest('2026-03-02T08:00:00.001Z', '2026-04-01T00:00:00Z'),
  ]) {
    await expect(rolesOf([staff({}), over], shanghai)).resolves.toMatchObject({ roles: [] });
  }
});

it('a person who has left has no roles', async () => {
  for (const gone of [{ active: false }, { active: undefined }]) {
    await expect(rolesOf([staff(gone)], hamburg)).resolves.toMatchObject({ roles: [] });
  }
});

it('a regional manager has the role at the stations of their regions', async () => {
  const manager = staff({ stationId: undefined, roles: [{ role: 'REGIONAL_MANAGER' }], regionIds: ['east', 'west'] });
  await expect(rolesOf([manager], shanghai)).resolves.toMatchObject({
    roles: ['REGIONAL_MANAGER'],
    stationId: shanghai,
    regionId: 'east',
  });
  await expect(rolesOf([manager], hamburg)).resolves.toEqual({ kind: 'staff', id: staffId, roles: [] });
  await expect(rolesOf([manager])).resolves.toMatchObject({ roles: ['REGIONAL_MANAGER'], regionId: 'east' });
});

it('a network administrator has the role everywhere', async () => {
  const admin = staff({ stationId: undefined, roles: [{ role: 'NETWORK_ADMIN' }] });
  await expect(rolesOf([admin], hamburg)).resolves.toEqual({
    kind: 'staff',
    id: staffId,
    roles: ['NETWORK_ADMIN'],
    stationId: hamburg,
  });
});

it('a call to the whole network counts the roles at any station and names no station', async () => {
  const records = [
    staff({}),
    staff({ stationId: shanghai, roles: [{ role: 'TECHNICIAN' }, { role: 'WORKSHOP_LEAD' }] }),
  ];
  await expect(rolesOf(records)).resolves.toEqual({
    kind: 'staff',
    id: staffId,
    roles: ['TECHNICIAN', 'WORKSHOP_LEAD'],
  });
});

it('an unknown person has a stable id and no roles', async () => {
  const one = await peopleOf([]).rolesOf(issuer, 'unknown', hamburg);
  expect(one).toEqual({ kind: 'staff', id: expect.any(String) as string, roles: [] });
  expect(isId(one.id)).toBe(true);
  expect((await peopleOf([]).rolesOf(issuer, 'unknown', shanghai)).id).toBe(one.id);
  expect((await peopleOf([]).rolesOf(issuer, 'another', hamburg)).id).not.toBe(one.id);
});

it('the first administrator comes from the configuration and signs in at the configured issuer only', async () => {
  const people = peopleOf([], 'grace');
  await expect(people.rolesOf(issuer, 'grace', hamburg)).resolves.toMatchObject({
    roles: ['NETWORK_ADMIN'],
    stationId: hamburg,
  });
  await expect(people.rolesOf('https://other.example', 'grace', hamburg)).resolves.toMatchObject({ roles: [] });
  await expect(people.rolesOf(issuer, 'mia', hamburg)).resolves.toMatchObject({ roles: [] });
});

it('the configured administrator loses the role once the network has an administrator on record', async () => {
  const people = peopleOf([], 'grace', true);
  await expect(people.rolesOf(issuer, 'grace', hamburg)).resolves.toMatchObject({ roles: [] });
  await expect(people.rolesOf(issuer, 'grace', undefined)).resolves.toMatchObject({ roles: [] });
  await expect(people.personOf(issuer, 'grace')).resolves.toMatchObject({ networkRoles: [] });
});

it('a station’s record grants no role above the stations, even if it lists one', async () => {
  const all = ['NETWORK_ADMIN', 'NETWORK_ANALYST', 'REGIONAL_MANAGER', 'APPLICANT', 'FLEET_MANAGER', 'GATE_ATTENDANT'];
  const forged = staff({ roles: all.map((role) => ({ role })), regionIds: ['north'] });
  for (const stationId of [hamburg, undefined])
    await expect(rolesOf([forged], stationId)).resolves.toMatchObject({ roles: ['GATE_ATTENDANT'] });
  await expect(peopleOf([forged]).personOf(issuer, 'mia')).resolves.toMatchObject({
    networkRoles: [],
    regions: [],
    stations: [{ stationId: hamburg, roles: ['GATE_ATTENDANT'] }],
  });
});

it('a record above the stations grants no role of a station', async () => {
  const roles = [{ role: 'AFTER_SALES_MANAGER' }, { role: 'CASHIER' }, { role: 'NETWORK_ANALYST' }];
  const above = staff({ stationId: undefined, roles });
  await expect(rolesOf([above], hamburg)).resolves.toMatchObject({ roles: ['NETWORK_ANALYST'] });
});

it('a record of another version grants no roles and causes no error', async () => {
  await expect(rolesOf([{}, { stationId: hamburg, active: true, roles: 'none' }], hamburg)).resolves.toMatchObject({
    roles: [],
  });
});
