import { encrypted, mapping, Store } from '@waystation/store';
import { StationVehicle, stationVehicleSteps, type Plate } from '../model/station-vehicle.ts';

export const stationVehicleMapping = mapping(StationVehicle, {
  table: 'station_vehicle',
  subject: 'vehicle',
  steps: { table: stationVehicleSteps, initial: 'registered' },
  constraints: { station_vehicle_once: 'VEHICLE_ALREADY_REGISTERED' },
  properties: (p) => ({
    plate: encrypted<string>().nullable(),
    plateIndex: p.blob().nullable(),
    fleetNumber: p.text(),
    customerId: p.uuid().nullable(),
    registeredAt: p.datetime(),
  }),
});

export class StationVehicles extends Store.of(stationVehicleMapping) {
  /** Ids of other vehicles of the station with the same plate. @param vehicleId vehicle left out; empty for none */
  async othersWith(plate: Plate | undefined, vehicleId: string): Promise<string[]> {
    if (!plate) return [];
    const found = await this.rows(
      `select id from station_vehicle
       where station_id = $1 and plate_index = $2 and id is distinct from nullif($3, '')::uuid order by id limit 20`,
      [this.station, plate.plateIndex, vehicleId],
    );
    return found.map(({ id }) => id as string);
  }

  /** Vehicle with the exact VIN, if the station has it. Call `Vehicles.ofVin` first: it makes the record visible. */
  async ofVin(vin: string): Promise<StationVehicle | undefined> {
    return (await this.listWhere('id = (select v.id from vehicle v where v.vin = $2)', [vin]))[0];
  }
}
