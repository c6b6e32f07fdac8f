import { GrpcController } from '@waystation/call';
import { WorkshopServiceService } from '@waystation/contracts/workshop/v1/service';
import { ListEvents } from '@waystation/service';
import { FindSlots } from './queries/find-slots.ts';
import { GetJob } from './queries/get-job.ts';
import { GetVisitWork } from './queries/get-visit-work.ts';
import { ListBookings } from './queries/list-bookings.ts';
import { ListJobs } from './queries/list-jobs.ts';
import { ListWork } from './queries/list-work.ts';
import { AnswerExpertHelp } from './use-cases/answer-expert-help.ts';
import { ClaimSlot } from './use-cases/claim-slot.ts';
import { CompleteOrderInspection } from './use-cases/complete-order-inspection.ts';
import { CompleteSelfInspection } from './use-cases/complete-self-inspection.ts';
import { ConfirmProtection } from './use-cases/confirm-protection.ts';
import { ConfirmSafety } from './use-cases/confirm-safety.ts';
import { CorrectClock } from './use-cases/correct-clock.ts';
import { DispatchJob } from './use-cases/dispatch-job.ts';
import { FinishJob } from './use-cases/finish-job.ts';
import { FitPart } from './use-cases/fit-part.ts';
import { HoldSlot } from './use-cases/hold-slot.ts';
import { PauseJob } from './use-cases/pause-job.ts';
import { PlanVisit } from './use-cases/plan-visit.ts';
import { ReassignJob } from './use-cases/reassign-job.ts';
import { ReassignLeadTechnician } from './use-cases/reassign-lead-technician.ts';
import { RecordCourtesyWork } from './use-cases/record-courtesy-work.ts';
import { RecordManualReference } from './use-cases/record-manual-reference.ts';
import { ReleaseSlot } from './use-cases/release-slot.ts';
import { ReportFinding } from './use-cases/report-finding.ts';
import { RequestExpertHelp } from './use-cases/request-expert-help.ts';
import { ResumeJob } from './use-cases/resume-job.ts';
import { ReturnTool } from './use-cases/return-tool.ts';
import { SignRepairReport } from './use-cases/sign-repair-report.ts';
import { StartJob } from './use-cases/start-job.ts';
import { TakeTool } from './use-cases/take-tool.ts';

/** Step or query of each rpc. */
export class WorkshopController extends GrpcController.of(WorkshopServiceService, {
  dispatchJob: DispatchJob,
  startJob: StartJob,
  pauseJob: PauseJob,
  resumeJob: ResumeJob,
  reassignJob: ReassignJob,
  correctClock: CorrectClock,
  recordManualReference: RecordManualReference,
  takeTool: TakeTool,
  returnTool: ReturnTool,
  confirmSafety: ConfirmSafety,
  reportFinding: ReportFinding,
  requestExpertHelp: RequestExpertHelp,
  answerExpertHelp: AnswerExpertHelp,
  confirmProtection: ConfirmProtection,
  fitPart: FitPart,
  completeSelfInspection: CompleteSelfInspection,
  signRepairReport: SignRepairReport,
  finishJob: FinishJob,
  recordCourtesyWork: RecordCourtesyWork,
  reassignLeadTechnician: ReassignLeadTechnician,
  completeOrderInspection: CompleteOrderInspection,
  holdSlot: HoldSlot,
  claimSlot: ClaimSlot,
  releaseSlot: ReleaseSlot,
  planVisit: PlanVisit,
  findSlots: FindSlots,
  listBookings: ListBookings,
  getJob: GetJob,
  getVisitWork: GetVisitWork,
  listJobs: ListJobs,
  listWork: ListWork,
  listEvents: ListEvents,
}) {}
