import { Query } from '@waystation/call';
import { ListAppointmentsResponse, type ListAppointmentsRequest } from '@waystation/contracts/appointments/v1/service';
import { Invalid, isId, slotOf } from '@waystation/model';
import { decrypted, pageToken, Reader } from '@waystation/store';
import type { Party } from '../model/plan.ts';
import { appointmentSummary } from '../store/appointment-columns.ts';

interface Line {
  appointmentId: string;
  listedAt: Date;
  party: Uint8Array;
}

const longestMs = 31 * 24 * 60 * 60_000;
const nil = '00000000-0000-0000-0000-000000000000';

@Query()
export class ListAppointments {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListAppointmentsRequest): Promise<ListAppointmentsResponse> {
    const { statuses, advisorId, visitId, pageSize } = request;
    const { start, end } = slotOf(request.from!, request.to!, 'to');
    if (Number(end) - Number(start) > longestMs) {
      throw new Invalid([{ field: 'to', description: 'is more than 31 days after from', reason: 'RANGE_TOO_LONG' }]);
    }
    const looksRight = ([listedAt = '', id = '']: readonly string[]) => !Number.isNaN(Date.parse(listedAt)) && isId(id);
    const [listedAt = '-infinity', after = nil] = pageToken.read(request.pageToken, looksRight) ?? [];
    const limit = pageSize || 50;
    const found = await this.reader.rows<Line>(
      `select ${appointmentSummary}, listed_at as "listedAt" from appointment
       where station_id = $1 and listed_at >= $2 and listed_at < $3
         and (cardinality($4::text[]) = 0 or status = any($4))
         and ($5 = '' or advisor_id = nullif($5, '')::uuid) and ($6 = '' or visit_id = nullif($6, '')::uuid)
         and (listed_at, id) > ($7::timestamptz, $8::uuid)
       order by listed_at, id limit $9`,
      [this.reader.station, start, end, statuses, advisorId, visitId, listedAt, after, limit],
    );
    const last = found.length < limit ? undefined : found.at(-1);
    return ListAppointmentsResponse.fromJSON({
      appointments: found.map((line) => ({ ...line, party: decrypted<Party>(line.party) })),
      nextPageToken: last ? pageToken.of(last.listedAt.toISOString(), last.appointmentId) : '',
    });
  }
}
