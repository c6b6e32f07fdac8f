import { journalOf } from '@waystation/model';
import { hour } from '@waystation/testing/model';
import { aStationClass, needs } from '../../testing/an-application.ts';
import { ids } from '../../testing/ids.ts';

describe('A class of stations', () => {
  it('is published with a new revision for each definition', () => {
    const stationClass = aStationClass().build();
    stationClass.define({ ...needs, groundM2: 4000 }, hour(1));
    expect(journalOf(stationClass).published.map(({ name, payload }) => [name, payload['revision']])).toEqual([
      ['StationClassState', 1],
      ['StationClassState', 2],
    ]);
    expect(journalOf(stationClass).published[1]!.payload).toMatchObject({
      stationClassId: ids.stationClass,
      stationClass: { groundM2: 4000 },
    });
    expect(journalOf(stationClass).published[1]!.payload).not.toHaveProperty('stationId');
  });

  it('names all duplicates and a reversed range in one refusal', () => {
    const bay = { kind: 'repair', count: 1 };
    const wrong = { bays: [bay, bay], staff: [...needs.staff, ...needs.staff], investmentToMinor: 1n };
    expect(() => aStationClass(wrong).build()).toThrow(
      'station_class.bays[1]: LISTED_TWICE, station_class.staff[1]: LISTED_TWICE, ' +
        'station_class.investment_to_minor: INVESTMENT_RANGE_REVERSED',
    );
  });

  it('refuses a definition that does not fit into one message', () => {
    const equipment = Array.from({ length: 100 }, (_, index) => ({
      code: `tool_${index}`,
      descriptionEn: '具'.repeat(120),
      descriptionZh: '工'.repeat(120),
      count: 1,
    }));
    expect(() => aStationClass({ equipment, descriptionZh: '字'.repeat(2000) }).build()).toThrow('STATE_TOO_LARGE');
  });
});
