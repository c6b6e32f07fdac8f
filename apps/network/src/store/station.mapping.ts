import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import type { OpeningTimes } from '../model/station.ts';
import { Station } from '../model/station.ts';
import { stationSteps } from '../model/station-steps.ts';
import type { StandardOwner } from '../model/standard.ts';

const bay = defineEntity({
  name: 'Bay',
  embeddable: true,
  properties: { bayId: p.uuid(), name: p.string(), kind: p.string() },
});

const takenStandard = defineEntity({
  name: 'TakenStandard',
  embeddable: true,
  properties: { number: p.integer(), of: p.string(), validFrom: p.datetime() },
});

export const stationMapping = mapping(Station, {
  table: 'station',
  subject: 'station',
  network: true,
  steps: { table: stationSteps, initial: 'open' },
  embeds: [bay, takenStandard],
  properties: (p) => ({
    name: p.text(),
    regionId: p.uuid(),
    stationClassId: p.uuid(),
    timeZone: p.text(),
    jurisdiction: p.text(),
    currency: p.text(),
    language: p.text(),
    address: p.text(),
    phone: p.text(),
    statusReason: p.text().nullable(),
    statusRemarks: p.text().nullable(),
    bays: p.embedded(bay).array(),
    openingHours: p.json<OpeningTimes['openingHours']>(),
    closedOn: p.json<string[]>(),
    reservedForAppointmentsPercent: p.integer(),
    reservedUntilHour: p.integer(),
    standards: p.integer(),
    adoptedStandards: p.embedded(takenStandard).array(),
  }),
});

export class Stations extends Store.of(stationMapping) {
  /** Number of stations updated within the step; timers update the others. */
  static readonly atOnce = 500;

  /** Stations that a standard applies to: the first `atOnce` by id. */
  governedBy({ level, ownerId }: StandardOwner): Promise<Station[]> {
    const ofOwner = {
      network: '$1::uuid is not null',
      station_class: 'station_class_id = $1',
      region: 'region_id = $1',
    };
    const condition = level === 'station' ? 'id = $1' : ofOwner[level];
    return this.listWhere(`status <> 'closed' and ${condition}`, [ownerId], { order: 'id', limit: Stations.atOnce });
  }

  /** Schedules a step for the remaining stations that a standard applies to, one timer each. */
  scheduleForOthers(step: string, { ownerId }: StandardOwner, done: readonly Station[], at: Date): void {
    if (done.length < Stations.atOnce) return;
    this.ahead('select leave_to_stations($1, $2, $3, $4)', [step, done.at(-1)!.id, ownerId, at]);
  }
}
