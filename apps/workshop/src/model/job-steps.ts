import type { Steps } from '@waystation/model';
import type { JobEvents } from './job-events.ts';

export type JobStatus = 'planned' | 'authorised' | 'dispatched' | 'in_progress' | 'paused' | 'finished' | 'withdrawn';

const open = ['planned', 'authorised', 'dispatched', 'in_progress', 'paused'] as const;
const assigned = ['dispatched', 'in_progress', 'paused'] as const;
const started = ['in_progress', 'paused'] as const;
const ended = ['finished', 'withdrawn'] as const;

/**
 * Steps of a job, and the statuses that allow them. `join` and `leave` clock a technician on or off while others continue.
 * `authorise`, `change`, `reopen` and `restore` bring the job in line with the order.
 */
export const jobSteps = {
  authorise: { from: ['planned'], to: 'authorised', event: 'JobAuthorised' },
  change: { from: ['authorised', ...assigned, 'finished'], event: 'JobChanged' },
  reopen: { from: ['finished'], to: 'dispatched', event: 'JobReopened' },
  restore: { from: ['withdrawn'], to: 'authorised', event: 'JobRestored' },
  withdraw: { from: open, to: 'withdrawn', event: 'JobWithdrawn', abandons: true },

  dispatch: { from: ['authorised'], to: 'dispatched', event: 'JobDispatched' },
  reassign: { from: assigned, event: 'JobReassigned' },
  start: { from: ['dispatched'], to: 'in_progress', event: 'JobStarted' },
  join: { from: ['in_progress'], event: 'TechnicianClockedOn' },
  leave: { from: ['in_progress'], event: 'TechnicianClockedOff' },
  pause: { from: ['in_progress'], to: 'paused', event: 'JobPaused' },
  resume: { from: ['paused'], to: 'in_progress', event: 'JobResumed' },
  finish: { from: ['in_progress'], to: 'finished', event: 'JobFinished' },
  correctClock: { from: [...started, ...ended], event: 'ClockCorrected' },

  recordManualReference: { from: assigned, event: 'ManualReferenceRecorded' },
  takeTool: { from: assigned, event: 'ToolTaken' },
  returnTool: { from: [...assigned, 'withdrawn'], event: 'ToolReturned' },
  confirmSafety: { from: assigned, event: 'SafetyConfirmed' },
  confirmProtection: { from: assigned, event: 'ProtectionConfirmed' },
  reportFinding: { from: started, event: 'FindingReported' },
  requestExpertHelp: { from: started, event: 'ExpertHelpRequested' },
  answerExpertHelp: { from: [...started, ...ended], event: 'ExpertHelpAnswered' },
  fitPart: { from: started, event: 'PartFitted' },
  completeSelfInspection: { from: started, event: 'SelfInspectionCompleted' },
  signRepairReport: { from: started, event: 'RepairReportSigned' },
} as const satisfies Steps<JobStatus, JobEvents>;
