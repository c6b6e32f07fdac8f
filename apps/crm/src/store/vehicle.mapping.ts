import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import { Vehicle, vehicleSteps } from '../model/vehicle.ts';

const keptReading = defineEntity({
  name: 'KeptReading',
  embeddable: true,
  properties: { odometerKm: p.integer(), visitId: p.string(), reason: p.string(), readAt: p.datetime() },
});

const keptRecommendation = defineEntity({
  name: 'KeptRecommendation',
  embeddable: true,
  properties: {
    recommendationId: p.uuid(),
    visitId: p.uuid(),
    urgency: p.string(),
    unsafe: p.boolean(),
    componentCode: p.string(),
    recommendedAt: p.datetime(),
    answer: p.string(),
  },
});

const keptGuarantee = defineEntity({
  name: 'KeptGuarantee',
  embeddable: true,
  properties: {
    visitId: p.uuid(),
    itemId: p.uuid(),
    guaranteeClass: p.string(),
    componentCodes: p.json<string[]>(),
    untilAt: p.datetime().nullable(),
    untilKm: p.integer(),
  },
});

const keptVisit = defineEntity({
  name: 'KeptVisit',
  embeddable: true,
  properties: { visitId: p.uuid(), openedAt: p.datetime() },
});

export const vehicleMapping = mapping(Vehicle, {
  table: 'vehicle',
  subject: 'vehicle',
  network: true,
  steps: { table: vehicleSteps, initial: 'known' },
  constraints: { vehicle_vin_once: 'VEHICLE_REGISTERED_JUST_NOW' },
  embeds: [keptReading, keptRecommendation, keptGuarantee, keptVisit],
  properties: (p) => ({
    vin: p.text(),
    model: p.text(),
    inServiceAt: p.datetime().nullable(),
    odometerKm: p.integer(),
    odometerAt: p.datetime().nullable(),
    readings: p.embedded(keptReading).array(),
    recommendations: p.embedded(keptRecommendation).array(),
    guarantees: p.embedded(keptGuarantee).array(),
    visits: p.embedded(keptVisit).array(),
  }),
});

/** Files of the trucks that the station has. It publishes their events in its own name. */
export class Vehicles extends Store.of(vehicleMapping) {
  override async find(id: string): Promise<Vehicle | undefined> {
    return this.toldHere(await super.find(id));
  }

  /** Of which an event speaks; undefined where reception did not know the truck, or typed one that the station hasn't. */
  async findKnown(vehicleId: string): Promise<Vehicle | undefined> {
    return vehicleId === '' ? undefined : this.find(vehicleId);
  }

  /** The network's file of the truck with just this number, whichever station it was at. */
  async ofVin(vin: string): Promise<Vehicle | undefined> {
    const [, [found]] = await Promise.all([
      // The policy of the table lets through what is asked for by its number, and only in this transaction.
      this.rows(`select set_config('app.vin', $1, true)`, [vin]),
      this.listWhere('vin = $1', [vin]),
    ]);
    return this.toldHere(found);
  }

  private toldHere(vehicle: Vehicle | undefined): Vehicle | undefined {
    if (vehicle) vehicle.toldBy = this.station;
    return vehicle;
  }
}
