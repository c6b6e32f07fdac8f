import { Query } from '@waystation/call';
import { GetJobResponse, type GetJobRequest } from '@waystation/contracts/workshop/v1/service';
import { NotFound } from '@waystation/model';
import { Reader } from '@waystation/store';
import { jobSummary } from '../store/job-columns.ts';

@Query()
export class GetJob {
  constructor(private readonly reader: Reader) {}

  async execute({ jobId }: GetJobRequest): Promise<GetJobResponse> {
    const [row] = await this.reader.rows(
      `select ${jobSummary},
         guarantee_class as "guaranteeClass", payer, order_revision as "orderRevision", operations,
         mandatory_safety as "mandatorySafety", advised_safety as "advisedSafety",
         concern_id as "concernId", cause, reworks_item_id as "reworksItemId",
         opened_at as "openedAt", authorised_at as "authorisedAt", clock,
         clock_corrections as "clockCorrections", citations, tools, safety_confirmations as "safetyConfirmations", findings,
         expert_questions as "expertQuestions", parts, self_inspection as "selfInspection", repair_report as "repairReport",
         replaced_reports as "replacedReports",
         protection_confirmed_at as "protectionConfirmedAt"
       from job where station_id = $1 and id = $2`,
      [this.reader.station, jobId],
    );
    if (!row) throw new NotFound('job', jobId);
    return GetJobResponse.fromJSON({ job: { ...row, summary: row } });
  }
}
