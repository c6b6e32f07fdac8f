import { Query, type Call } from '@waystation/call';
import { ListBookingsResponse, type ListBookingsRequest } from '@waystation/contracts/workshop/v1/service';
import { nextPageToken, pageToken, Reader, selectOf, type RowOf } from '@waystation/store';
import { horizonMinutes, slotUpTo } from '../model/free-slots.ts';
import { bookingMapping } from '../store/booking.mapping.ts';

const columns = selectOf(bookingMapping, 'visitId, status, expiresAt, forAppointment, endAt');

type Line = RowOf<typeof columns> & { slot: { bookingId: string } };

const text = `
  select ${columns},
    jsonb_build_object('bookingId', id, 'bayId', bay_id, 'technicianId', technician_id,
      'startAt', start_at, 'endAt', end_at, 'jobId', coalesce(job_id::text, '')) as slot
  from booking
  where station_id = $1 and end_at > $2 and start_at < $3
    and ($4 = '' or visit_id = nullif($4, '')::uuid)
    and (expires_at is null or expires_at > $5)
    and (end_at, id) > ($6::timestamptz, $7::uuid)
  order by end_at, id limit $8`;

@Query()
export class ListBookings {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListBookingsRequest, { now }: Call): Promise<ListBookingsResponse> {
    const { visitId, pageSize } = request;
    const { start, end } = slotUpTo(horizonMinutes, { start: request.from!, end: request.to! }, 'to');
    const [endAt, bookingId] = pageToken.after(request.pageToken, 'time', 'id');
    const limit = pageSize || 200;
    const asked = [this.reader.station, start, end, visitId, now, endAt, bookingId, limit];
    const bookings = await this.reader.rows<Line>(text, asked);
    return ListBookingsResponse.fromJSON({
      bookings,
      nextPageToken: nextPageToken(bookings, limit, ({ endAt, slot }) => [endAt, slot.bookingId]),
    });
  }
}
