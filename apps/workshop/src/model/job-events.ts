import type {
  ClockCorrected,
  ExpertHelpAnswered,
  ExpertHelpRequested,
  FindingReported,
  JobAuthorised,
  JobChanged,
  JobDispatched,
  JobFinished,
  TechnicianClockedOn,
  TechnicianClockedOff,
  JobOpened,
  JobPaused,
  JobReassigned,
  JobReopened,
  JobRestored,
  JobResumed,
  JobStarted,
  JobWithdrawn,
  ManualReferenceRecorded,
  PartFitted,
  ProtectionConfirmed,
  RepairReportSigned,
  SafetyConfirmed,
  SelfInspectionCompleted,
  ToolReturned,
  ToolTaken,
} from '@waystation/contracts/workshop/v1/events';

/** Events of a job. */
export interface JobEvents {
  ClockCorrected: ClockCorrected;
  ExpertHelpAnswered: ExpertHelpAnswered;
  ExpertHelpRequested: ExpertHelpRequested;
  FindingReported: FindingReported;
  JobAuthorised: JobAuthorised;
  JobChanged: JobChanged;
  JobDispatched: JobDispatched;
  JobFinished: JobFinished;
  TechnicianClockedOn: TechnicianClockedOn;
  TechnicianClockedOff: TechnicianClockedOff;
  JobOpened: JobOpened;
  JobPaused: JobPaused;
  JobReassigned: JobReassigned;
  JobReopened: JobReopened;
  JobRestored: JobRestored;
  JobResumed: JobResumed;
  JobStarted: JobStarted;
  JobWithdrawn: JobWithdrawn;
  ManualReferenceRecorded: ManualReferenceRecorded;
  PartFitted: PartFitted;
  ProtectionConfirmed: ProtectionConfirmed;
  RepairReportSigned: RepairReportSigned;
  SafetyConfirmed: SafetyConfirmed;
  SelfInspectionCompleted: SelfInspectionCompleted;
  ToolReturned: ToolReturned;
  ToolTaken: ToolTaken;
}
