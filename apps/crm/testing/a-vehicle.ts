import { day, here, type Place } from '@waystation/testing/model';
import { StationVehicle } from '../src/model/station-vehicle.ts';
import { Vehicle } from '../src/model/vehicle.ts';
import { ids } from './ids.ts';

/** Genuine ones, of the truck at station A and of that at another; and one that nobody has registered. */
export const vins = { here: '1M8GDM9AXKP042788', elsewhere: '5GZCZ43D13S812715', unknown: 'WP0ZZZ99ZTS392124' };

export const brakes = {
  recommendationId: ids.recommendation,
  visitId: ids.visit,
  urgency: 'immediate',
  unsafe: true,
  componentCode: '013001017',
};

/** A truck that the station has, and the network's file of it: `aVehicle().having((file, at) => ...).build()`. */
export function aVehicle(): VehicleBuilder {
  return new VehicleBuilder();
}

export class VehicleBuilder {
  private plate: string | undefined = 'HH-EK 411';
  private lives: ((vehicle: Vehicle, at: Date, place: Place) => void)[] = [];

  without(): this {
    this.plate = undefined;
    return this;
  }

  /** With something noted in its file, a day after the other. */
  having(note: (vehicle: Vehicle, at: Date, place: Place) => void): this {
    this.lives.push(note);
    return this;
  }

  build(at?: Place): [StationVehicle, Vehicle] {
    const place = at ?? here;
    const vin = place.stationId === ids.station ? vins.here : vins.elsewhere;
    const facts = { vin, model: 'TGX 18.510', inServiceAt: day(-1000) };
    const file = Vehicle.register(place.id(ids.vehicle), place.stationId, facts, day(-30));
    const plate = this.plate === undefined ? undefined : { plate: this.plate, plateIndex: Buffer.from(this.plate) };
    const known = { plate, fleetNumber: 'EK-11', customerId: place.id(ids.customer) };
    const vehicle = StationVehicle.register(file, place.stationId, known, day(-30));
    this.lives.forEach((live, index) => live(file, day(-29 + index), place));
    return [vehicle, file];
  }
}
