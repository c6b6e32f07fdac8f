import { here, hour, type Place } from '@waystation/testing/model';
import { Station, type StationFacts } from '../src/model/station.ts';
import { ids } from './ids.ts';

export const stationFacts: StationFacts = {
  name: 'Shanghai Pudong',
  regionId: ids.region,
  stationClassId: ids.stationClass,
  timeZone: 'Asia/Shanghai',
  jurisdiction: 'CN',
  currency: 'CNY',
  language: 'zh',
  address: '88 Harbour Road, Pudong',
  phone: '+86 21 5555 0199',
};

/** Station taken to a status by the real steps: `aStation().suspended().build()`. */
export function aStation(): StationBuilder {
  return new StationBuilder();
}

class StationBuilder {
  private readonly changes: ((station: Station, place: Place) => void)[] = [];
  private facts = stationFacts;

  withFacts(facts: Partial<StationFacts>): this {
    this.facts = { ...this.facts, ...facts };
    return this;
  }

  withBay(): this {
    return this.having((station, { id }) =>
      station.defineBay({ bayId: id(ids.bay), name: 'Bay 1', kind: 'repair' }, true, hour(1)),
    );
  }

  suspended(): this {
    return this.having((station) => station.suspend('audit', 'Documents are missing', hour(2)));
  }

  closed(): this {
    return this.having((station) => station.close('request', 'The owner retires', hour(3)));
  }

  having(change: (station: Station, place: Place) => void): this {
    this.changes.push(change);
    return this;
  }

  /** @param place undefined for station A; no default value, because the scene of tests counts the parameters of `build` */
  build(place?: Place): Station {
    const at = place ?? here;
    const station = Station.authorise(at.stationId, this.facts, hour(0));
    for (const change of this.changes) change(station, at);
    return station;
  }
}
