import { decrypted, selectOf, type RowOf } from '@waystation/store';
import { appointmentMapping } from './appointment.mapping.ts';

const columns = selectOf(
  appointmentMapping,
  `id as appointmentId, visitId, status, customerId, vehicleId, vin, plate, requestedAt, preferredAt, advisorId, itemsMissing, party`,
);

/** Columns that lists and answers share, under the names of GetAppointmentResponse and AppointmentSummary. */
export const appointmentSummary = `${columns},
  case when booking_id is not null then jsonb_build_object('bookingId', booking_id, 'bayId', bay_id,
    'technicianId', technician_id, 'startAt', start_at, 'endAt', end_at) end as slot`;

export type SummaryRow = RowOf<typeof columns>;

/** Row with party and plate decrypted. */
export function readableSummary<Line extends SummaryRow>({ party, plate, ...others }: Line) {
  return { ...others, party: decrypted(party), plate: decrypted(plate) };
}
