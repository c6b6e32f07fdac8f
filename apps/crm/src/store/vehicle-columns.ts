import { decrypted, selectOf, type RowOf } from '@waystation/store';
import { stationVehicleMapping } from './station-vehicle.mapping.ts';
import { vehicleMapping } from './vehicle.mapping.ts';

const ofFile = selectOf(
  vehicleMapping,
  `id as vehicleId, vin, model, inServiceAt, odometerKm, recommendations, guarantees, visits`,
  'v',
);
const ofStation = selectOf(stationVehicleMapping, 'plate, fleetNumber, customerId', 'k');

/** Columns of a vehicle's record (`v`) and of the station's own row (`k`). */
export const vehicleColumns = `${ofFile}, ${ofStation}, k.id is not null as "registeredHere"`;

/** Row of `vehicleColumns`. The station's columns are null if the vehicle is not registered there. */
export type VehicleRow = RowOf<typeof ofFile> & RowOf<typeof ofStation> & { registeredHere: boolean };

/** Number of earlier visits shown, newest first. */
const visitsShown = 20;

/** Decrypted row for the answer. */
export function readable({ visits, plate, ...row }: VehicleRow) {
  const visitIds = visits.slice(0, visitsShown).map(({ visitId }) => visitId);
  return { ...row, visitIds, plate: decrypted(plate) };
}
