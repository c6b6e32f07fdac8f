import { decrypted } from '@waystation/store';
import type { Party } from '../model/wish.ts';

/** What lists and answers have of an appointment in common, as GetAppointmentResponse and AppointmentSummary name it. */
export const appointmentSummary = `id as "appointmentId", visit_id as "visitId", status, customer_id as "customerId",
  vehicle_id as "vehicleId", vin, plate, requested_at as "requestedAt", wished_at as "wishedAt", advisor_id as "advisorId",
  items_missing as "itemsMissing", party,
  case when booking_id is not null then jsonb_build_object('bookingId', booking_id, 'bayId', bay_id,
    'technicianId', technician_id, 'startAt', start_at, 'endAt', end_at) end as slot`;

/** What of a summary lies encrypted. */
export interface SummaryRow {
  party: Uint8Array;
  plate: Uint8Array;
}

/** The row as messages hold it. */
export function readableSummary<Line extends SummaryRow>({ party, plate, ...others }: Line) {
  return { ...others, party: decrypted<Party>(party), plate: decrypted<string>(plate) };
}
