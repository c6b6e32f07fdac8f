import type { Actor } from '@waystation/call';
import { startTestService } from '@waystation/testing';
import { hour } from '@waystation/testing/model';
import { NetworkModule } from '../network.module.ts';
import { ListNetworkStaff } from '../queries/list-network-staff.ts';
import { ListStaff } from '../queries/list-staff.ts';
import { aRegion } from '../../testing/an-application.ts';
import { aStation } from '../../testing/a-station.ts';
import { ids } from '../../testing/ids.ts';
import { anna, aRegionalManager, someStaff } from '../../testing/some-staff.ts';
import { GrantNetworkRole } from './grant-network-role.ts';
import { GrantRole } from './grant-role.ts';
import { RecordQualification } from './record-qualification.ts';
import { RegisterNetworkStaff } from './register-network-staff.ts';
import { RegisterStaff } from './register-staff.ts';
import { ReleaseStaff } from './release-staff.ts';
import { SetRoster } from './set-roster.ts';

const network = await startTestService(NetworkModule);
const { given, stationA, stationB } = network;
const { networkAdmin: admin, manager, technician } = network.actors;
const adminAtStation: Actor = { ...admin, stationId: stationA.id };
const registration = { displayName: anna.displayName, logins: anna.logins, roles: anna.roles };

describe('The staff of a station', () => {
  it('is registered by the network or by the after-sales manager', async () => {
    for (const by of [adminAtStation, manager]) {
      await given(aStation())
        .when(RegisterStaff, registration, { by })
        .thenPublished('StaffState', { stationId: stationA.id, displayName: 'Anna Weber', active: true })
        .and(({ answer, events }) => {
          expect(events[0]).toMatchObject({
            topic: 'network.staff.state.v1',
            key: `${stationA.id}:${answer!.staffId}`,
            stationId: stationA.id,
          });
        });
      await network.reset();
    }
  });

  it('has each login once, until its person is released', async () => {
    await given(aStation(), someStaff())
      .when(RegisterStaff, registration, { by: manager })
      .thenRefused('LOGIN_OF_ANOTHER_PERSON');
    await network.reset();
    await given(aStation(), someStaff())
      .after(ReleaseStaff, { staffId: ids.anna }, { by: manager })
      .when(RegisterStaff, registration, { by: manager })
      .thenAnswered();
  });

  it('can include a guest under the id of the home station', async () => {
    const guest = { ...registration, staffId: ids.anna };
    const atB = { by: stationB.staff.manager };
    await given(aStation(), someStaff())
      .when(RegisterStaff, guest, atB)
      .thenPublished('StaffState', { stationId: stationB.id, staffId: ids.anna });
    await given().when(RegisterStaff, guest, { by: manager }).thenRefused('STAFF_ALREADY_REGISTERED');
    const { staff } = await network.run(ListStaff, {}, atB);
    expect(staff).toContainEqual(expect.objectContaining({ staffId: ids.anna, logins: anna.logins }));
  });

  it('is not registered under the id of another person', async () => {
    const own = [{ issuer: 'https://id.example', subject: 'yao.qing' }];
    const atB = { by: stationB.staff.manager };
    await network.arrange(aStation(), someStaff());
    for (const logins of [own, []]) {
      const forged = { displayName: 'Fake Anna', logins, roles: anna.roles, staffId: ids.anna };
      await given().when(RegisterStaff, forged, atB).thenRefused('STAFF_ID_OF_ANOTHER_PERSON');
    }
    // An unused id is refused too, because another person may get it later.
    const unknown = { ...registration, logins: own, staffId: ids.boris };
    await given().when(RegisterStaff, unknown, atB).thenRefused('STAFF_ID_OF_ANOTHER_PERSON');
    expect((await network.run(ListStaff, {}, atB)).staff).toMatchObject([{ displayName: 'Anna Weber' }]); // the twin
  });

  it('is not registered with the login of another person', async () => {
    const atB = { by: stationB.staff.manager };
    await network.arrange(aStation(), someStaff());
    await given().when(RegisterStaff, registration, atB).thenRefused('LOGIN_OF_ANOTHER_PERSON');
    const analyst = { displayName: 'Mei', logins: anna.logins, roles: [{ role: 'NETWORK_ANALYST' }] };
    await given().when(RegisterNetworkStaff, analyst, { by: admin }).thenRefused('LOGIN_OF_ANOTHER_PERSON');
    await given()
      .when(RegisterNetworkStaff, { ...analyst, staffId: ids.anna }, { by: admin })
      .thenAnswered();
    await network.run(ReleaseStaff, { staffId: ids.anna }, { by: manager });
    // The login still belongs to the person in the network staff.
    await given().when(RegisterStaff, registration, atB).thenRefused('LOGIN_OF_ANOTHER_PERSON');
  });

  it('is registered once when two stations use the same login at once', async () => {
    await network.arrange(aStation());
    const both = [manager, stationB.staff.manager].map((by) => network.run(RegisterStaff, registration, { by }));
    const results = await Promise.allSettled(both);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: 'LOGIN_OF_ANOTHER_PERSON' },
    });
  });

  it('is not registered at a closed or unknown station', async () => {
    await given(aStation().closed()).when(RegisterStaff, registration, { by: manager }).thenRefused('WRONG_STATE');
    await network.reset();
    await given().when(RegisterStaff, registration, { by: manager }).thenNotFound('STATION_NOT_FOUND');
  });

  it('gets no network role from the after-sales manager', async () => {
    await given(someStaff())
      .when(GrantRole, { staffId: ids.anna, role: { role: 'NETWORK_ADMIN' } }, { by: manager })
      .thenInvalid('role.role');
  });

  it('is listed with roles, skills and shifts, and shows logins to the manager only', async () => {
    await network.arrange(someStaff());
    const { staffId } = { staffId: ids.anna };
    const guest = { role: 'QUALITY_INSPECTOR', from: hour(0), until: hour(72) };
    await network.run(GrantRole, { staffId, role: guest }, { by: manager });
    await network.run(RecordQualification, { staffId, skill: 'brakes', expiresAt: hour(900) }, { by: manager });
    const shift = { startsAt: hour(24), endsAt: hour(32) };
    await network.run(SetRoster, { staffId, from: hour(24), until: hour(48), shifts: [shift] }, { by: manager });
    const { staff } = await network.run(ListStaff, {}, { by: manager });
    expect(staff).toMatchObject([
      {
        staffId,
        logins: anna.logins,
        roles: [{ role: 'TECHNICIAN' }, guest],
        skills: [{ skill: 'brakes', expiresAt: hour(900) }],
        shifts: [shift],
        active: true,
      },
    ]);
    expect((await network.events()).at(-1)!.fields).toMatchObject({ roles: staff[0]!.roles, shifts: [shift] });
    expect((await network.run(ListStaff, {}, { by: technician })).staff).toMatchObject([{ staffId, logins: [] }]);
  });

  it('loses logins, roles and shifts when released', async () => {
    await given(someStaff())
      .when(ReleaseStaff, { staffId: ids.anna }, { by: manager })
      .thenPublished('StaffState', { active: false, logins: [], roles: [], shifts: [] });
  });
});

describe('Network staff', () => {
  it('requires existing regions for a regional manager', async () => {
    const manages = { displayName: 'Sun Hao', roles: [{ role: 'REGIONAL_MANAGER' }], regionIds: [ids.region] };
    await given().when(RegisterNetworkStaff, manages, { by: admin }).thenNotFound('REGION_NOT_FOUND');
    await network.reset();
    await given(aRegion())
      .when(RegisterNetworkStaff, { ...manages, regionIds: [] }, { by: admin })
      .thenRefused('REGION_MISSING');
    await network.reset();
    await given(aRegion())
      .when(RegisterNetworkStaff, manages, { by: admin })
      .thenPublished('StaffState', { regionIds: [ids.region], stationId: '' })
      .and(({ answer, events }) => expect(events[0]!.key).toBe(`network:${answer!.staffId}`));
  });

  it('has each login once', async () => {
    const analyst = { displayName: 'Mei', logins: anna.logins, roles: [{ role: 'NETWORK_ANALYST' }] };
    await given()
      .after(RegisterNetworkStaff, analyst, { by: admin })
      .when(RegisterNetworkStaff, analyst, { by: admin })
      .thenRefused('LOGIN_OF_ANOTHER_PERSON');
  });

  it('keeps at least one administrator', async () => {
    const person = (subject: string) => ({
      displayName: subject,
      logins: [{ issuer: 'https://id.example', subject }],
      roles: [{ role: 'NETWORK_ADMIN' }],
    });
    const { staffId: grace } = await network.run(RegisterNetworkStaff, person('grace'), { by: admin });
    const ends = { staffId: grace, role: { role: 'NETWORK_ADMIN', until: hour(1) } };
    await given().when(GrantNetworkRole, ends, { by: admin }).thenRefused('LAST_ADMIN');
    await network.run(RegisterNetworkStaff, person('henry'), { by: admin });
    await given().when(GrantNetworkRole, ends, { by: admin }).thenPublished('StaffState', { staffId: grace });
  });

  it('can be granted roles and regions', async () => {
    await network.arrange(aRegion(), aRegionalManager());
    const role = { role: 'REGIONAL_MANAGER', until: hour(1) };
    await network.run(GrantNetworkRole, { staffId: ids.boris, role, regionIds: [ids.region] }, { by: admin });
    const { staff } = await network.run(ListNetworkStaff, {}, { by: admin });
    expect(staff).toMatchObject([{ staffId: ids.boris, roles: [role], regionIds: [ids.region] }]);
  });
});
