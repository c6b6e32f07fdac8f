import { Query } from '@waystation/call';
import { ListJobsResponse, type ListJobsRequest } from '@waystation/contracts/workshop/v1/service';
import { Invalid, isId } from '@waystation/model';
import { Reader } from '@waystation/store';

const nil = '00000000-0000-0000-0000-000000000000';

@Query()
export class ListJobs {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId, technicianId, statuses, pageSize, pageToken }: ListJobsRequest): Promise<ListJobsResponse> {
    if (pageToken !== '' && !isId(pageToken)) {
      const field = 'page_token';
      throw new Invalid([{ field, description: 'is none that an answer gave', reason: 'PAGE_TOKEN_UNKNOWN' }]);
    }
    const limit = pageSize || 50;
    const jobs = await this.reader.rows<{ jobId: string }>(
      `select id as "jobId", visit_id as "visitId", status, since, work_kind as "workKind", labour_minutes as "labourMinutes",
         bay_id as "bayId", lead_technician_id as "leadTechnicianId", technician_ids as "technicianIds", pause_reason as "pauseReason"
       from job
       where station_id = $1 and id > $2
         and ($3 = '' or visit_id = nullif($3, '')::uuid)
         and ($4 = '' or lead_technician_id = nullif($4, '')::uuid or technician_ids ? $4)
         and (cardinality($5::text[]) = 0 or status = any($5::text[]))
       order by id limit $6`,
      [this.reader.station, pageToken || nil, visitId, technicianId, statuses, limit],
    );
    return ListJobsResponse.fromJSON({ jobs, nextPageToken: jobs.length < limit ? '' : jobs.at(-1)!.jobId });
  }
}
