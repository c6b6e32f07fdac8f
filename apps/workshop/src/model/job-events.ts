import type {
  ClockCorrected,
  ExpertAnswered,
  ExpertAsked,
  FindingReported,
  JobAuthorised,
  JobDispatched,
  JobFinished,
  JobOpened,
  JobPaused,
  JobReassigned,
  JobResumed,
  JobStarted,
  JobWithdrawn,
  ManualCited,
  PartFitted,
  ProtectionConfirmed,
  RepairReportSigned,
  SafetyConfirmed,
  SelfInspectionCompleted,
  ToolReturned,
  ToolTaken,
} from '@waystation/contracts/workshop/v1/events';

/** What a job publishes. */
export interface JobEvents {
  ClockCorrected: ClockCorrected;
  ExpertAnswered: ExpertAnswered;
  ExpertAsked: ExpertAsked;
  FindingReported: FindingReported;
  JobAuthorised: JobAuthorised;
  JobDispatched: JobDispatched;
  JobFinished: JobFinished;
  JobOpened: JobOpened;
  JobPaused: JobPaused;
  JobReassigned: JobReassigned;
  JobResumed: JobResumed;
  JobStarted: JobStarted;
  JobWithdrawn: JobWithdrawn;
  ManualCited: ManualCited;
  PartFitted: PartFitted;
  ProtectionConfirmed: ProtectionConfirmed;
  RepairReportSigned: RepairReportSigned;
  SafetyConfirmed: SafetyConfirmed;
  SelfInspectionCompleted: SelfInspectionCompleted;
  ToolReturned: ToolReturned;
  ToolTaken: ToolTaken;
}
