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
  constraints: { vehicle_vin_once: 'VEHICLE_REGISTERED_CONCURRENTLY' },
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

/** Records of the vehicles that the station serves. Their events carry the station of the step. */
export class Vehicles extends Store.of(vehicleMapping) {
  override async find(id: string): Promise<Vehicle | undefined> {
    return this.publishedHere(await super.find(id));
  }

  /** Vehicle of an event; undefined if the event names none, or one that the station does not serve. */
  async findKnown(vehicleId: string): Promise<Vehicle | undefined> {
    return vehicleId === '' ? undefined : this.find(vehicleId);
  }

  /** Record with the exact VIN, registered at any station. */
  async ofVin(vin: string): Promise<Vehicle | undefined> {
    const [, [found]] = await Promise.all([
      // The table's policy lets the row with this VIN pass, in this transaction only.
      this.rows(`select set_config('app.vin', $1, true)`, [vin]),
      this.listWhere('vin = $1', [vin]),
    ]);
    return this.publishedHere(found);
  }

  private publishedHere(vehicle: Vehicle | undefined): Vehicle | undefined {
    if (vehicle) vehicle.publishingStation = this.station;
    return vehicle;
  }
}
