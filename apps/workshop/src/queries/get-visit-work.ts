import { Query, type Call } from '@waystation/call';
import { GetVisitWorkResponse, type GetVisitWorkRequest } from '@waystation/contracts/workshop/v1/service';
import { NotFound } from '@waystation/model';
import { Reader, selectOf } from '@waystation/store';
import { jobSummary } from '../store/job-columns.ts';
import { jobMapping } from '../store/job.mapping.ts';
import { visitWorkMapping } from '../store/visit-work.mapping.ts';

const ofWork = selectOf(
  visitWorkMapping,
  'visitId, status, orderRevision, round, readyAt, leadTechnicianId, courtesies, inspection',
);
const ofJob = selectOf(jobMapping, 'guaranteeClass, payer, orderRevision, operations, parts');
const workText = `select ${ofWork} from visit_work where station_id = $1 and id = $2`;

@Query()
export class GetVisitWork {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetVisitWorkRequest, { now }: Call): Promise<GetVisitWorkResponse> {
    const { station } = this.reader;
    const [[work], jobs] = await Promise.all([
      this.reader.rows(workText, [station, visitId]),
      this.reader.rows(
        `select ${jobSummary}, ${ofJob},
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
