import { Module } from '@nestjs/common';
import { service } from '@waystation/service';
import { GetJob } from './queries/get-job.ts';
import { ListJobs } from './queries/list-jobs.ts';
import { ListWork } from './queries/list-work.ts';
import { AuthoriseJobsWhenRepairOrderSigned } from './reactions/authorise-jobs-when-repair-order-signed.ts';
import { ChangeJobsWhenRepairOrderChanged } from './reactions/change-jobs-when-repair-order-changed.ts';
import { WithdrawJobWhenItemWithdrawn } from './reactions/withdraw-job-when-item-withdrawn.ts';
import { WithdrawJobsWhenVisitCancelled } from './reactions/withdraw-jobs-when-visit-cancelled.ts';
import { Jobs } from './store/job.mapping.ts';
import { migration as jobs } from './store/migrations/0001-jobs.ts';
import { TechnicianClocks } from './store/technician-clock.mapping.ts';
import { VisitWorks } from './store/visit-work.mapping.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };
import { AnswerExpert } from './use-cases/answer-expert.ts';
import { AskExpert } from './use-cases/ask-expert.ts';
import { CiteManual } from './use-cases/cite-manual.ts';
import { CompleteOrderInspection } from './use-cases/complete-order-inspection.ts';
import { CompleteSelfInspection } from './use-cases/complete-self-inspection.ts';
import { ConfirmProtection } from './use-cases/confirm-protection.ts';
import { ConfirmSafety } from './use-cases/confirm-safety.ts';
import { CorrectClock } from './use-cases/correct-clock.ts';
import { DispatchJob } from './use-cases/dispatch-job.ts';
import { FinishJob } from './use-cases/finish-job.ts';
import { FitPart } from './use-cases/fit-part.ts';
import { PauseJob } from './use-cases/pause-job.ts';
import { ReassignJob } from './use-cases/reassign-job.ts';
import { RecordCourtesyWork } from './use-cases/record-courtesy-work.ts';
import { ReportFinding } from './use-cases/report-finding.ts';
import { ResumeJob } from './use-cases/resume-job.ts';
import { ReturnTool } from './use-cases/return-tool.ts';
import { SignRepairReport } from './use-cases/sign-repair-report.ts';
import { StartJob } from './use-cases/start-job.ts';
import { TakeTool } from './use-cases/take-tool.ts';
import { WorkshopGrpc } from './workshop.grpc.ts';

@Module(
  service({
    name: 'workshop',
    grpc: WorkshopGrpc,
    useCases: [
      DispatchJob,
      StartJob,
      PauseJob,
      ResumeJob,
      ReassignJob,
      CorrectClock,
      CiteManual,
      TakeTool,
      ReturnTool,
      ConfirmSafety,
      ReportFinding,
      AskExpert,
      AnswerExpert,
      ConfirmProtection,
      FitPart,
      CompleteSelfInspection,
      SignRepairReport,
      FinishJob,
      RecordCourtesyWork,
      CompleteOrderInspection,
    ],
    reactions: [
      AuthoriseJobsWhenRepairOrderSigned,
      ChangeJobsWhenRepairOrderChanged,
      WithdrawJobWhenItemWithdrawn,
      WithdrawJobsWhenVisitCancelled,
    ],
    queries: [GetJob, ListJobs, ListWork],
    stores: [Jobs, VisitWorks, TechnicianClocks],
    migrations: [jobs],
    texts: { en, zh },
  }),
)
export class WorkshopModule {}
