import { here, hour, type Place } from '@waystation/testing/model';
import { Station, type StationFacts } from '../src/model/station.ts';
import { ids } from './ids.ts';

export const stationFacts: StationFacts = {
  name: 'Shanghai Pudong',
  regionId: ids.region,
  stationClassId: ids.stationClass,
  zone: 'Asia/Shanghai',
  jurisdiction: 'CN',
  currency: 'CNY',
  language: 'zh',
  address: '88 Harbour Road, Pudong',
  phone: '+86 21 5555 0199',
};

/** A station that has come as far as said, by its own steps: `aStation().suspended().build()`. */
export function aStation(): StationBuilder {
  return new StationBuilder();
}

class StationBuilder {
  private readonly lives: ((station: Station, place: Place) => void)[] = [];
  private facts = stationFacts;

  being(facts: Partial<StationFacts>): this {
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

  having(live: (station: Station, place: Place) => void): this {
    this.lives.push(live);
    return this;
  }

  /** @param place of station A when left out; not a default, so that it counts as a parameter */
  build(place?: Place): Station {
    const at = place ?? here;
    const station = Station.authorise(at.stationId, this.facts, hour(0));
    for (const live of this.lives) live(station, at);
    return station;
  }
}
