import { decrypted, selectOf, type RowOf } from '@waystation/store';
import { appointmentMapping } from './appointment.mapping.ts';

const columns = selectOf(
  appointmentMapping,
  `id as appointmentId, visitId, status, customerId, vehicleId, vin, plate, requestedAt, wishedAt, advisorId, itemsMissing, party`,
);

/** What lists and answers have of an appointment in common, as GetAppointmentResponse and AppointmentSummary name it. */
export const appointmentSummary = `${columns},
  case when booking_id is not null then jsonb_build_object('bookingId', booking_id, 'bayId', bay_id,
    'technicianId', technician_id, 'startAt', start_at, 'endAt', end_at) end as slot`;

export type SummaryRow = RowOf<typeof columns>;

/** The row as messages hold it. */
export function readableSummary<Line extends SummaryRow>({ party, plate, ...others }: Line) {
  return { ...others, party: decrypted(party), plate: decrypted(plate) };
}
