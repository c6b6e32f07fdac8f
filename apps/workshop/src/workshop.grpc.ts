import type { Metadata } from '@grpc/grpc-js';
import { GrpcController, Runner, type RpcsOf } from '@waystation/call';
import type {
  AnswerExpertRequest,
  AskExpertRequest,
  CiteManualRequest,
  CompleteOrderInspectionRequest,
  CompleteSelfInspectionRequest,
  ConfirmProtectionRequest,
  ConfirmSafetyRequest,
  CorrectClockRequest,
  DispatchJobRequest,
  FinishJobRequest,
  FitPartRequest,
  GetJobRequest,
  ListJobsRequest,
  ListWorkRequest,
  PauseJobRequest,
  ReassignJobRequest,
  RecordCourtesyWorkRequest,
  ReportFindingRequest,
  ResumeJobRequest,
  ReturnToolRequest,
  SignRepairReportRequest,
  StartJobRequest,
  TakeToolRequest,
  WorkshopServiceServer,
} from '@waystation/contracts/workshop/v1/service';
import { GetJob } from './queries/get-job.ts';
import { ListJobs } from './queries/list-jobs.ts';
import { ListWork } from './queries/list-work.ts';
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

@GrpcController('waystation.workshop.v1.WorkshopService')
export class WorkshopGrpc implements Omit<RpcsOf<WorkshopServiceServer>, 'listEvents'> {
  constructor(private readonly runner: Runner) {}

  dispatchJob(request: DispatchJobRequest, metadata: Metadata) {
    return this.runner.run(DispatchJob, request, metadata);
  }

  startJob(request: StartJobRequest, metadata: Metadata) {
    return this.runner.run(StartJob, request, metadata);
  }

  pauseJob(request: PauseJobRequest, metadata: Metadata) {
    return this.runner.run(PauseJob, request, metadata);
  }

  resumeJob(request: ResumeJobRequest, metadata: Metadata) {
    return this.runner.run(ResumeJob, request, metadata);
  }

  reassignJob(request: ReassignJobRequest, metadata: Metadata) {
    return this.runner.run(ReassignJob, request, metadata);
  }

  correctClock(request: CorrectClockRequest, metadata: Metadata) {
    return this.runner.run(CorrectClock, request, metadata);
  }

  citeManual(request: CiteManualRequest, metadata: Metadata) {
    return this.runner.run(CiteManual, request, metadata);
  }

  takeTool(request: TakeToolRequest, metadata: Metadata) {
    return this.runner.run(TakeTool, request, metadata);
  }

  returnTool(request: ReturnToolRequest, metadata: Metadata) {
    return this.runner.run(ReturnTool, request, metadata);
  }

  confirmSafety(request: ConfirmSafetyRequest, metadata: Metadata) {
    return this.runner.run(ConfirmSafety, request, metadata);
  }

  reportFinding(request: ReportFindingRequest, metadata: Metadata) {
    return this.runner.run(ReportFinding, request, metadata);
  }

  askExpert(request: AskExpertRequest, metadata: Metadata) {
    return this.runner.run(AskExpert, request, metadata);
  }

  answerExpert(request: AnswerExpertRequest, metadata: Metadata) {
    return this.runner.run(AnswerExpert, request, metadata);
  }

  confirmProtection(request: ConfirmProtectionRequest, metadata: Metadata) {
    return this.runner.run(ConfirmProtection, request, metadata);
  }

  fitPart(request: FitPartRequest, metadata: Metadata) {
    return this.runner.run(FitPart, request, metadata);
  }

  completeSelfInspection(request: CompleteSelfInspectionRequest, metadata: Metadata) {
    return this.runner.run(CompleteSelfInspection, request, metadata);
  }

  signRepairReport(request: SignRepairReportRequest, metadata: Metadata) {
    return this.runner.run(SignRepairReport, request, metadata);
  }

  finishJob(request: FinishJobRequest, metadata: Metadata) {
    return this.runner.run(FinishJob, request, metadata);
  }

  recordCourtesyWork(request: RecordCourtesyWorkRequest, metadata: Metadata) {
    return this.runner.run(RecordCourtesyWork, request, metadata);
  }

  completeOrderInspection(request: CompleteOrderInspectionRequest, metadata: Metadata) {
    return this.runner.run(CompleteOrderInspection, request, metadata);
  }

  getJob(request: GetJobRequest, metadata: Metadata) {
    return this.runner.ask(GetJob, request, metadata);
  }

  listJobs(request: ListJobsRequest, metadata: Metadata) {
    return this.runner.ask(ListJobs, request, metadata);
  }

  listWork(request: ListWorkRequest, metadata: Metadata) {
    return this.runner.ask(ListWork, request, metadata);
  }
}
