import { Query, type Call } from '@waystation/call';
import { ListBookingsResponse, type ListBookingsRequest } from '@waystation/contracts/workshop/v1/service';
import { isId } from '@waystation/model';
import { pageToken, Reader, selectOf, type RowOf } from '@waystation/store';
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
    const { visitId, pageSize, pageToken } = request;
    const { start, end } = slotUpTo(horizonMinutes, request.from!, request.to!, 'to');
    const [endAt, bookingId] = startOf(pageToken);
    const limit = pageSize || 200;
    const asked = [this.reader.station, start, end, visitId, now, endAt, bookingId, limit];
    const bookings = await this.reader.rows<Line>(text, asked);
    return ListBookingsResponse.fromJSON({
      bookings,
      nextPageToken: bookings.length < limit ? '' : tokenAfter(bookings.at(-1)!),
    });
  }
}

const tokenAfter = ({ endAt, slot }: Line) => pageToken.of(endAt.toISOString(), slot.bookingId);

/** What the list goes on behind. */
function startOf(token: string): readonly string[] {
  const isOne = ([endAt = '', bookingId = '']: readonly string[]) =>
    !Number.isNaN(Date.parse(endAt)) && isId(bookingId);
  return pageToken.read(token, isOne) ?? ['-infinity', '00000000-0000-0000-0000-000000000000'];
}
