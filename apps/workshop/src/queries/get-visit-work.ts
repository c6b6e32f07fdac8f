import { Query, type Call } from '@waystation/call';
import { GetVisitWorkResponse, type GetVisitWorkRequest } from '@waystation/contracts/workshop/v1/service';
import { NotFound } from '@waystation/model';
import { Reader } from '@waystation/store';
import { jobSummary } from '../store/job-columns.ts';

@Query()
export class GetVisitWork {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetVisitWorkRequest, { now }: Call): Promise<GetVisitWorkResponse> {
    const { station } = this.reader;
    const [[work], jobs] = await Promise.all([
      this.reader.rows(
        `select visit_id as "visitId", status, order_revision as "orderRevision", round, ready_at as "readyAt",
           lead_technician_id as "leadTechnicianId", courtesies, inspection
         from visit_work where station_id = $1 and id = $2`,
        [station, visitId],
      ),
      this.reader.rows(
        `select ${jobSummary}, guarantee_class as "guaranteeClass", payer, order_revision as "orderRevision", operations, parts,
           coalesce((
             select jsonb_agg(jsonb_build_object('technicianId', technician_id, 'minutes', minutes) order by first)
             from (
               select technician_id, min(entry_number) as first,
                 round(sum(greatest(extract(epoch from coalesce(ended_at, $3) - started_at), 0)) / 60) as minutes
               from labour_entry where station_id = $1 and job_id = job.id group by technician_id) as each), '[]') as worked
         from job where station_id = $1 and visit_id = $2 order by id`,
        [station, visitId, now],
      ),
    ]);
    if (!work) throw new NotFound('visit work', visitId);
    return GetVisitWorkResponse.fromJSON({ ...work, jobs: jobs.map((job) => ({ ...job, summary: job })) });
  }
}
