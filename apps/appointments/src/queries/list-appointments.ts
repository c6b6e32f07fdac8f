import { Query } from '@waystation/call';
import { ListAppointmentsResponse, type ListAppointmentsRequest } from '@waystation/contracts/appointments/v1/service';
import { isId } from '@waystation/model';
import { pageToken, Reader } from '@waystation/store';
import { bookRange } from '../model/book-range.ts';
import { appointmentSummary, readableSummary, type SummaryRow } from '../store/appointment-columns.ts';

type Line = SummaryRow & { listedAt: Date };

const nil = '00000000-0000-0000-0000-000000000000';

@Query()
export class ListAppointments {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListAppointmentsRequest): Promise<ListAppointmentsResponse> {
    const { statuses, advisorId, visitId, pageSize } = request;
    const { start, end } = bookRange(request.from!, request.to!);
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
      appointments: found.map(readableSummary),
      nextPageToken: last ? pageToken.of(last.listedAt.toISOString(), last.appointmentId) : '',
    });
  }
}
