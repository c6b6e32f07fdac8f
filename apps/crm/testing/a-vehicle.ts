import { day, here, type Place } from '@waystation/testing/model';
import { StationVehicle } from '../src/model/station-vehicle.ts';
import { Vehicle } from '../src/model/vehicle.ts';
import { ids } from './ids.ts';

/** Genuine numbers: of the vehicle at station A, of the vehicle at another station, and of an unregistered one. */
export const vins = { here: '1M8GDM9AXKP042788', elsewhere: '5GZCZ43D13S812715', unknown: 'WP0ZZZ99ZTS392124' };

export const brakes = {
  recommendationId: ids.recommendation,
  visitId: ids.visit,
  urgency: 'immediate',
  unsafe: true,
  componentCode: '013001017',
};

/** Vehicle of the station with its record: `aVehicle().having((file, at) => ...).build()`. */
export function aVehicle(): VehicleBuilder {
  return new VehicleBuilder();
}

export class VehicleBuilder {
  private changes: ((vehicle: Vehicle, at: Date, place: Place) => void)[] = [];

  /** Adds a change of the record; changes are made on consecutive days. */
  having(change: (vehicle: Vehicle, at: Date, place: Place) => void): this {
    this.changes.push(change);
    return this;
  }

  build(at?: Place): [StationVehicle, Vehicle] {
    const place = at ?? here;
    const vin = place.stationId === ids.station ? vins.here : vins.elsewhere;
    const facts = { vin, model: 'TGX 18.510', inServiceAt: day(-1000) };
    const file = Vehicle.register(place.id(ids.vehicle), place.stationId, facts, day(-30));
    const plate = { plate: 'HH-EK 411', plateIndex: Buffer.from('HH-EK 411') };
    const known = { plate, fleetNumber: 'EK-11', customerId: place.id(ids.customer) };
    const vehicle = StationVehicle.register(file, place.stationId, known, day(-30));
    this.changes.forEach((change, index) => change(file, day(-29 + index), place));
    return [vehicle, file];
  }
}
