import { Query } from '@waystation/call';
import { ListAppointmentsResponse, type ListAppointmentsRequest } from '@waystation/contracts/appointments/v1/service';
import { nextPageToken, pageToken, Reader } from '@waystation/store';
import { bookRange } from '../model/book-range.ts';
import { appointmentSummary, readableSummary, type SummaryRow } from '../store/appointment-columns.ts';

type Line = SummaryRow & { listedAt: Date };

@Query()
export class ListAppointments {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListAppointmentsRequest): Promise<ListAppointmentsResponse> {
    const { statuses, advisorId, visitId, pageSize } = request;
    const { start, end } = bookRange({ from: request.from!, to: request.to! });
    const [listedAt, after] = pageToken.after(request.pageToken, 'time', 'id');
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
    return ListAppointmentsResponse.fromJSON({
      appointments: found.map(readableSummary),
      nextPageToken: nextPageToken(found, limit, (line) => [line.listedAt, line.appointmentId]),
    });
  }
}
