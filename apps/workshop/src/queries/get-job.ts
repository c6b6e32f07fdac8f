import { Query } from '@waystation/call';
import { GetJobResponse, type GetJobRequest } from '@waystation/contracts/workshop/v1/service';
import { NotFound } from '@waystation/model';
import { Reader, selectOf } from '@waystation/store';
import { jobSummary } from '../store/job-columns.ts';
import { jobMapping } from '../store/job.mapping.ts';

const details = selectOf(
  jobMapping,
  `guaranteeClass, payer, orderRevision, operations, mandatorySafety, advisedSafety, concernId, cause, reworksItemId, openedAt,
   authorisedAt, clock, clockCorrections, manualReferences, tools, safetyConfirmations, findings, expertQuestions, parts,
   selfInspection, repairReport, replacedReports, protectionConfirmedAt`,
);
const text = `select ${jobSummary}, ${details} from job where station_id = $1 and id = $2`;

@Query()
export class GetJob {
  constructor(private readonly reader: Reader) {}

  async execute({ jobId }: GetJobRequest): Promise<GetJobResponse> {
    const [row] = await this.reader.rows(text, [this.reader.station, jobId]);
    if (!row) throw new NotFound('job', jobId);
    return GetJobResponse.fromJSON({ job: { ...row, summary: row } });
  }
}
