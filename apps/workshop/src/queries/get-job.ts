import { Query } from '@waystation/call';
import { GetJobResponse, type GetJobRequest } from '@waystation/contracts/workshop/v1/service';
import { NotFound } from '@waystation/model';
import { Reader } from '@waystation/store';

@Query()
export class GetJob {
  constructor(private readonly reader: Reader) {}

  async execute({ jobId }: GetJobRequest): Promise<GetJobResponse> {
    const [row] = await this.reader.rows(
      `select id as "jobId", visit_id as "visitId", status, since, work_kind as "workKind", labour_minutes as "labourMinutes",
         bay_id as "bayId", lead_technician_id as "leadTechnicianId", technician_ids as "technicianIds", pause_reason as "pauseReason",
         guarantee_class as "guaranteeClass", payer, order_revision as "orderRevision", operations,
         mandatory_safety as "mandatorySafety", advised_safety as "advisedSafety", clock,
         clock_corrections as "clockCorrections", citations, tools, safety_confirmations as "safetyConfirmations", findings,
         expert_questions as "expertQuestions", parts, self_inspection as "selfInspection", repair_report as "repairReport",
         protection_confirmed_at as "protectionConfirmedAt"
       from job where station_id = $1 and id = $2`,
      [this.reader.station, jobId],
    );
    if (!row) throw new NotFound('job', jobId);
    return GetJobResponse.fromJSON({ job: { ...row, summary: row } });
  }
}
