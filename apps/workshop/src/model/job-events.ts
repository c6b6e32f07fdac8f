import type {
  ClockCorrected,
  ExpertAnswered,
  ExpertAsked,
  FindingReported,
  JobAuthorised,
  JobChanged,
  JobDispatched,
  JobFinished,
  JobJoined,
  JobLeft,
  JobOpened,
  JobPaused,
  JobReassigned,
  JobReopened,
  JobRestored,
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
  JobChanged: JobChanged;
  JobDispatched: JobDispatched;
  JobFinished: JobFinished;
  JobJoined: JobJoined;
  JobLeft: JobLeft;
  JobOpened: JobOpened;
  JobPaused: JobPaused;
  JobReassigned: JobReassigned;
  JobReopened: JobReopened;
  JobRestored: JobRestored;
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
