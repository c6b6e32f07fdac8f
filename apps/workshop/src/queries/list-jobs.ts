import { Query } from '@waystation/call';
import { ListJobsResponse, type ListJobsRequest } from '@waystation/contracts/workshop/v1/service';
import { nextPageToken, pageToken, Reader } from '@waystation/store';
import { jobSummary } from '../store/job-columns.ts';

// Only the given filters are in the text, so that the database can use the index of each.
const filters = {
  visit: (value: string) => `visit_id = ${value}`,
  // Jobs that the technician leads, helps with while they are open, or has worked on.
  technician: (value: string) => `id in (
    select id from job where station_id = $1 and lead_technician_id = ${value}::uuid
    union select id from job where station_id = $1
      and status in ('dispatched', 'in_progress', 'paused') and other_technician_ids ? ${value}::text
    union select job_id from labour_entry where station_id = $1 and technician_id = ${value}::uuid)`,
  statuses: (value: string) => `status = any(${value}::text[])`,
  after: (value: string) => `id > ${value}`,
};

@Query()
export class ListJobs {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListJobsRequest): Promise<ListJobsResponse> {
    const { visitId, technicianId, statuses, pageSize } = request;
    const [after] = pageToken.read(request.pageToken, 'id') ?? [];
    const limit = pageSize || 50;
    const asked = { visit: visitId, technician: technicianId, statuses: statuses.length > 0 && statuses, after };
    const given = Object.entries(asked).filter(([, value]) => value) as [keyof typeof filters, unknown][];
    const conditions = given.map(([name], index) => ` and ${filters[name](`$${index + 3}`)}`);
    const jobs = await this.reader.rows<{ jobId: string }>(
      `select ${jobSummary} from job where station_id = $1${conditions.join('')} order by id limit $2`,
      [this.reader.station, limit, ...given.map(([, value]) => value)],
    );
    return ListJobsResponse.fromJSON({
      jobs,
      nextPageToken: nextPageToken(jobs, limit, ({ jobId }) => [jobId]),
    });
  }
}
