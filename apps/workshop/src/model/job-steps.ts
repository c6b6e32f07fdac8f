import type { Steps } from '@waystation/model';
import type { JobEvents } from './job-events.ts';

export type JobStatus = 'planned' | 'authorised' | 'dispatched' | 'in_progress' | 'paused' | 'finished' | 'withdrawn';

const open = ['planned', 'authorised', 'dispatched', 'in_progress', 'paused'] as const;
const given = ['dispatched', 'in_progress', 'paused'] as const;
const begun = ['in_progress', 'paused'] as const;
const ended = ['finished', 'withdrawn'] as const;

/**
 * What is done to a job, in which of its statuses. `join` and `leave` are those of a technician while others work on.
 * `authorise`, `change`, `reopen` and `restore` follow the order.
 */
export const jobSteps = {
  authorise: { from: ['planned'], to: 'authorised', event: 'JobAuthorised' },
  change: { from: ['authorised', ...given, 'finished'], event: 'JobChanged' },
  reopen: { from: ['finished'], to: 'dispatched', event: 'JobReopened' },
  restore: { from: ['withdrawn'], to: 'authorised', event: 'JobRestored' },
  withdraw: { from: open, to: 'withdrawn', event: 'JobWithdrawn', abandons: true },

  dispatch: { from: ['authorised'], to: 'dispatched', event: 'JobDispatched' },
  reassign: { from: given, event: 'JobReassigned' },
  start: { from: ['dispatched'], to: 'in_progress', event: 'JobStarted' },
  join: { from: ['in_progress'], event: 'TechnicianClockedOn' },
  leave: { from: ['in_progress'], event: 'TechnicianClockedOff' },
  pause: { from: ['in_progress'], to: 'paused', event: 'JobPaused' },
  resume: { from: ['paused'], to: 'in_progress', event: 'JobResumed' },
  finish: { from: ['in_progress'], to: 'finished', event: 'JobFinished' },
  correctClock: { from: [...begun, ...ended], event: 'ClockCorrected' },

  recordManualReference: { from: given, event: 'ManualReferenceRecorded' },
  takeTool: { from: given, event: 'ToolTaken' },
  returnTool: { from: [...given, 'withdrawn'], event: 'ToolReturned' },
  confirmSafety: { from: given, event: 'SafetyConfirmed' },
  confirmProtection: { from: given, event: 'ProtectionConfirmed' },
  reportFinding: { from: begun, event: 'FindingReported' },
  requestExpertHelp: { from: begun, event: 'ExpertHelpRequested' },
  answerExpertHelp: { from: [...begun, ...ended], event: 'ExpertHelpAnswered' },
  fitPart: { from: begun, event: 'PartFitted' },
  completeSelfInspection: { from: begun, event: 'SelfInspectionCompleted' },
  signRepairReport: { from: begun, event: 'RepairReportSigned' },
} as const satisfies Steps<JobStatus, JobEvents>;
