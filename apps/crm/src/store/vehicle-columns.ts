import { decrypted, selectOf, type RowOf } from '@waystation/store';
import { stationVehicleMapping } from './station-vehicle.mapping.ts';
import { vehicleMapping } from './vehicle.mapping.ts';

const ofFile = selectOf(
  vehicleMapping,
  `id as vehicleId, vin, model, inServiceAt, odometerKm, recommendations, guarantees, visits`,
  'v',
);
const ofStation = selectOf(stationVehicleMapping, 'plate, fleetNumber, customerId', 'k');

/** Of a truck's file (`v`), and of what the station knows of it beside (`k`). */
export const vehicleColumns = `${ofFile}, ${ofStation}, k.id is not null as "registeredHere"`;

/** What the station knows is null where the vehicle is not registered at it. */
export type VehicleRow = RowOf<typeof ofFile> & RowOf<typeof ofStation> & { registeredHere: boolean };

/** Number of earlier visits that are shown, newest first. */
const visitsShown = 20;

/** The row as messages hold it. */
export function readable({ visits, plate, ...row }: VehicleRow) {
  const visitIds = visits.slice(0, visitsShown).map(({ visitId }) => visitId);
  return { ...row, visitIds, plate: decrypted(plate) };
}
