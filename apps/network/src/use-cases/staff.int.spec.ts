import type { Actor } from '@waystation/call';
import { startTestService } from '@waystation/testing';
import { NetworkModule } from '../network.module.ts';
import { ListNetworkStaff } from '../queries/list-network-staff.ts';
import { ListStaff } from '../queries/list-staff.ts';
import { aRegion } from '../testing/an-application.ts';
import { aStation } from '../testing/a-station.ts';
import { hour, ids } from '../testing/ids.ts';
import { anna, aRegionalManager, someStaff } from '../testing/some-staff.ts';
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

describe('the staff of a station', () => {
  it('is registered by the network while there is no manager, then by him', async () => {
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

  it('has each login once at a station, and at another again', async () => {
    await given(aStation(), someStaff()).when(RegisterStaff, registration, { by: manager }).thenRefused('LOGIN_TAKEN');
    await network.reset();
    await given(aStation(), someStaff())
      .after(ReleaseStaff, { staffId: ids.anna }, { by: manager })
      .when(RegisterStaff, registration, { by: manager })
      .thenAnswered();
  });

  it('has a guest known by the id that he has at home', async () => {
    const guest = { ...registration, staffId: ids.anna };
    await given(aStation(), someStaff({ logins: [] }))
      .after(RegisterStaff, guest, { by: stationB.staff.manager })
      .when(RegisterStaff, guest, { by: manager })
      .thenRefused('STAFF_REGISTERED_ALREADY');
  });

  it('is taken on by an open station only', async () => {
    await given(aStation().closed()).when(RegisterStaff, registration, { by: manager }).thenRefused('WRONG_STATE');
    await network.reset();
    await given().when(RegisterStaff, registration, { by: manager }).thenNotFound('STATION_NOT_FOUND');
  });

  it('gets no role above the stations from a manager', async () => {
    await given(someStaff())
      .when(GrantRole, { staffId: ids.anna, role: { role: 'NETWORK_ADMIN' } }, { by: manager })
      .thenInvalid('role.role');
  });

  it('keeps roles, skills and shifts', async () => {
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

  it('loses everything with the release', async () => {
    await given(someStaff())
      .when(ReleaseStaff, { staffId: ids.anna }, { by: manager })
      .thenPublished('StaffState', { active: false, logins: [], roles: [], shifts: [] });
  });
});

describe('those above the stations', () => {
  it('answer for regions that there are', async () => {
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

  it('have each login once', async () => {
    const analyst = { displayName: 'Mei', logins: anna.logins, roles: [{ role: 'NETWORK_ANALYST' }] };
    await given()
      .after(RegisterNetworkStaff, analyst, { by: admin })
      .when(RegisterNetworkStaff, analyst, { by: admin })
      .thenRefused('LOGIN_TAKEN');
  });

  it('are granted roles and regions', async () => {
    await network.arrange(aRegion(), aRegionalManager());
    const role = { role: 'REGIONAL_MANAGER', until: hour(1) };
    await network.run(GrantNetworkRole, { staffId: ids.boris, role, regionIds: [ids.region] }, { by: admin });
    const { staff } = await network.run(ListNetworkStaff, {}, { by: admin });
    expect(staff).toMatchObject([{ staffId: ids.boris, roles: [role], regionIds: [ids.region] }]);
  });
});
