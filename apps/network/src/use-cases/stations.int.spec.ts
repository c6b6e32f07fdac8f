import type { Actor } from '@waystation/call';
import { startTestService } from '@waystation/testing';
import { NetworkModule } from '../network.module.ts';
import { GetStation } from '../queries/get-station.ts';
import { ListRegions } from '../queries/list-regions.ts';
import { ListStations } from '../queries/list-stations.ts';
import { aRegion } from '../../testing/an-application.ts';
import { aStation } from '../../testing/a-station.ts';
import { ids } from '../../testing/ids.ts';
import { CloseStation } from './close-station.ts';
import { DefineBay } from './define-bay.ts';
import { DefineRegion } from './define-region.ts';
import { ReopenStation } from './reopen-station.ts';
import { SetOpeningHours } from './set-opening-hours.ts';
import { SuspendStation } from './suspend-station.ts';

const network = await startTestService(NetworkModule);
const { given } = network;
const { networkAdmin: admin, manager, technician } = network.actors;
const adminAtStation: Actor = { ...admin, stationId: network.stationA.id };
const audit = { reason: 'audit', remarks: 'Papers are missing' };

describe('A region', () => {
  it('can be defined and renamed', async () => {
    const { regionId } = await network.run(DefineRegion, { name: 'East' }, { by: admin });
    await network.run(DefineRegion, { regionId, name: 'East Coast' }, { by: admin });
    expect((await network.run(ListRegions, {}, { by: manager })).regions).toEqual([{ regionId, name: 'East Coast' }]);
    expect((await network.events()).map(({ topic, key }) => [topic, key])).toEqual(
      Array(2).fill(['network.region.state.v1', regionId]),
    );
  });

  it('is listed page by page', async () => {
    await network.arrange(aRegion(), aRegion(ids.otherRegion));
    const first = await network.run(ListRegions, { pageSize: 1 }, { by: manager });
    expect(first).toMatchObject({ regions: [{ regionId: ids.region }], nextPageToken: expect.stringMatching(/./) });
    const second = await network.run(ListRegions, { pageSize: 1, pageToken: first.nextPageToken }, { by: manager });
    expect(second.regions).toMatchObject([{ regionId: ids.otherRegion }]);
  });
});

describe('A station', () => {
  it('is suspended, reopened and closed by the network, with an event each time', async () => {
    await given(aStation())
      .when(SuspendStation, audit, { by: adminAtStation })
      .thenPublished('StationSuspended', { reason: 'audit' })
      .andPublished('StationState', { status: 'suspended' })
      .andTook(2);
    await network.reset();
    await given(aStation().suspended())
      .when(ReopenStation, {}, { by: adminAtStation })
      .thenPublishedOnly('StationReopened', 'StationState');
    await network.reset();
    await given(aStation().suspended())
      .when(CloseStation, audit, { by: adminAtStation })
      .thenPublished('StationState', { status: 'closed' });
    await network.reset();
    await given(aStation()).when(CloseStation, audit, { by: manager }).thenNotAllowed('ROLE_MISSING');
  });

  it('gets its bays from its manager, or from a network administrator at that station', async () => {
    await given(aStation().withBay())
      .when(DefineBay, { bayId: ids.bay, name: 'Bay 1a', kind: 'wash' }, { by: manager })
      .thenPublished('StationState', { bays: [{ bayId: ids.bay, name: 'Bay 1a', kind: 'wash' }] })
      .and(({ events }) => expect(events[0]!.headers['ce_stationid']).toBe(network.stationA.id));
    await network.reset();
    await given(aStation()).when(DefineBay, { name: 'Bay 1', kind: 'repair' }, { by: adminAtStation }).thenAnswered();
    await network.reset();
    await given(aStation())
      .when(DefineBay, { stationId: network.stationA.id, name: 'Bay 1', kind: 'repair' }, { by: admin })
      .thenNotAllowed('OTHER_STATION');
    await network.reset();
    await given(aStation())
      .when(DefineBay, { name: 'x', kind: 'repair' }, { by: technician })
      .thenNotAllowed('ROLE_MISSING');
  });

  it('names all invalid opening hours in one refusal', async () => {
    const openingHours = [{ weekday: 8, opens: '8:00', closes: '24:30' }];
    await given(aStation())
      .when(SetOpeningHours, { openingHours, reservedForAppointmentsPercent: 101 }, { by: manager })
      .thenInvalid(
        'opening_hours[0].weekday',
        'opening_hours[0].opens',
        'opening_hours[0].closes',
        'reserved_for_appointments_percent',
      );
  });

  it('is shown with bays and hours to its own staff, and listed for everybody', async () => {
    const openingHours = [{ weekday: 1, opens: '00:00', closes: '24:00' }];
    await network.arrange(aStation().withBay());
    await network.run(SetOpeningHours, { openingHours, reservedUntilHour: 9 }, { by: manager });
    const { station } = await network.run(GetStation, {}, { by: technician });
    expect(station).toMatchObject({ stationId: network.stationA.id, openingHours, reservedUntilHour: 9 });
    expect(station!.bays).toEqual([{ bayId: ids.bay, name: 'Bay 1', kind: 'repair' }]);
    const { stations } = await network.run(ListStations, { regionId: ids.region }, { by: technician });
    expect(stations.map(({ stationId }) => stationId)).toEqual([network.stationA.id, network.stationB.id]);
  });
});
