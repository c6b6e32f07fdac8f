import { clearJournal, journalOf, NotFound, WrongState, type StepRow } from '@waystation/model';
import { eventsOf, hour } from '@waystation/testing/model';
import { baseStandard } from '../base-standard.ts';
import { aStation, stationFacts } from '../../testing/a-station.ts';
import { ids } from '../../testing/ids.ts';
import { standardsOf, type StandardLayer } from './merged-standard.ts';
import { stationSteps, type StationStatus } from './station-steps.ts';
import { Station } from './station.ts';

const stationIn: Record<StationStatus, () => Station> = {
  open: () => aStation().build(),
  suspended: () => aStation().suspended().build(),
  closed: () => aStation().closed().build(),
};

const at = hour(10);
const times = { openingHours: [], closedOn: [], reservedForAppointmentsPercent: 0, reservedUntilHour: 0 };
const makes: Record<keyof typeof stationSteps, (station: Station) => void> = {
  suspend: (station) => station.suspend('audit', 'why', at),
  reopen: (station) => station.reopen(at),
  close: (station) => station.close('request', 'why', at),
  defineBay: (station) => station.defineBay({ bayId: ids.bay, name: 'Bay 1', kind: 'repair' }, true, at),
  setOpeningHours: (station) => station.setOpeningHours(times, at),
  adoptStandard: (station) => station.adoptStandards(standardsOf(station, baseStandard, [], at), at),
  registerStaff: (station) => station.mustAllowStaff(),
  publishPrices: (station) => station.mustAllowPrices(),
};

describe.each(Object.keys(stationIn) as StationStatus[])('A station with status %s', (status) => {
  it.each(Object.entries<StepRow<StationStatus>>(stationSteps))(
    'allows or refuses the step %s by the table of steps',
    (verb, { from, to, event }) => {
      const station = stationIn[status]();
      clearJournal(station);
      const make = () => makes[verb as keyof typeof makes](station);
      if (from.includes(status)) {
        make();
        expect(station.status).toBe(to ?? status);
        const names = eventsOf(station);
        expect(names).toEqual([event, ...(to ? ['StationState'] : [])].filter((name) => name !== undefined));
      } else {
        expect(make).toThrow(WrongState);
        expect(station.status).toBe(status);
        expect(journalOf(station).published).toEqual([]);
      }
    },
  );
});

describe('A station', () => {
  it('publishes its facts, bays and status', () => {
    const station = aStation().withBay().suspended().build();
    expect(journalOf(station).published.at(-1)).toMatchObject({
      name: 'StationState',
      subjectId: ids.station,
      payload: {
        stationId: ids.station,
        ...stationFacts,
        status: 'suspended',
        bays: [{ bayId: ids.bay, name: 'Bay 1', kind: 'repair' }],
        at: hour(2),
      },
    });
    expect(station.statusRemarks).toBe('Documents are missing');
    station.reopen(at);
    expect(station).toMatchObject({ status: 'open', statusReason: null, statusRemarks: null });
  });

  it('refuses an unknown time zone', () => {
    expect(() => aStation().withFacts({ timeZone: 'Asia/Atlantis' }).build()).toThrow('time_zone: TIME_ZONE_UNKNOWN');
  });

  it('refuses to change an unknown bay', () => {
    const station = aStation().withBay().build();
    station.defineBay({ bayId: ids.bay, name: 'Bay 1a', kind: 'wash' }, false, at);
    expect(station.bays).toEqual([{ bayId: ids.bay, name: 'Bay 1a', kind: 'wash' }]);
    const other = { bayId: ids.form, name: 'Bay 2', kind: 'repair' };
    expect(() => station.defineBay(other, false, at)).toThrow(NotFound);
  });

  it.each([
    [
      'hours that end before they begin',
      [{ weekday: 1, opens: '18:00', closes: '08:00' }],
      [],
      'HOURS_END_BEFORE_START',
    ],
    [
      'hours that overlap on a day',
      [
        { weekday: 1, opens: '08:00', closes: '12:00' },
        { weekday: 1, opens: '11:59', closes: '18:00' },
      ],
      [],
      'HOURS_OVERLAP',
    ],
    ['a closing date that does not exist', [], ['2026-02-29'], 'DATE_NOT_VALID'],
  ])('refuses %s', (_, openingHours, closedOn, reason) => {
    const set = () =>
      aStation()
        .build()
        .setOpeningHours({ ...times, openingHours, closedOn }, at);
    expect(set).toThrow(reason);
  });

  it('may close at noon, or open day and night', () => {
    const openingHours = [
      { weekday: 1, opens: '08:00', closes: '12:00' },
      { weekday: 1, opens: '12:00', closes: '18:00' },
      { weekday: 2, opens: '00:00', closes: '24:00' },
    ];
    const station = aStation().build();
    station.setOpeningHours({ ...times, openingHours, closedOn: ['2028-02-29', '2026-01-01'] }, at);
    expect(station).toMatchObject({ openingHours, closedOn: ['2026-01-01', '2028-02-29'] });
  });

  it('publishes each standard once, even if it receives it repeatedly', () => {
    const layer = (number: number, validFrom: Date): StandardLayer => ({
      level: 'network',
      ownerId: '00000000-0000-0000-0000-000000000000',
      number,
      validFrom,
      rules: [],
    });
    const station = aStation().build();
    clearJournal(station);
    const take = (when: Date, ...layers: StandardLayer[]) =>
      station.adoptStandards(standardsOf(station, baseStandard, layers, when), when);
    take(hour(0));
    take(hour(1));
    take(hour(2), layer(1, hour(5)));
    take(hour(3), layer(1, hour(5)));
    take(hour(6), layer(1, hour(5)), layer(2, hour(6)));
    const published = journalOf(station).published.map(({ payload }) => [payload['key'], payload['from']]);
    expect(published).toEqual([
      [`${ids.station}:1`, hour(0)],
      [`${ids.station}:2`, hour(5)],
      [`${ids.station}:3`, hour(6)],
    ]);
    expect(station.adoptedStandards).toEqual([{ number: 3, of: '2.0.0.0', validFrom: hour(6) }]);
  });
});
