import { decrypted } from '@waystation/store';

/** Of a truck's file, and of what the station knows of it beside (`k`). */
export const vehicleColumns = `v.id as "vehicleId", v.vin, v.model, v.in_service_at as "inServiceAt", v.odometer_km as "odometerKm",
  v.recommendations, v.guarantees, v.visits, k.plate, k.fleet_number as "fleetNumber", k.customer_id as "customerId",
  k.id is not null as "registeredHere"`;

export interface VehicleRow {
  vehicleId: string;
  visits: { visitId: string }[];
  plate: Uint8Array | null;
}

/** So many of the earlier visits are shown, the newest. */
const visitsShown = 20;

/** The row as messages hold it. */
export function readable({ visits, plate, ...row }: VehicleRow) {
  const visitIds = visits.slice(0, visitsShown).map(({ visitId }) => visitId);
  return { ...row, visitIds, plate: decrypted<string | null>(plate) };
}
