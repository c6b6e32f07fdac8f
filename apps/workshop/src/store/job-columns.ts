import { selectOf } from '@waystation/store';
import { jobMapping } from './job.mapping.ts';

/** Columns of a job in lists. */
export const jobSummary = selectOf(
  jobMapping,
  `id as jobId, visitId, status, since, workKind, labourMinutes, bayId, leadTechnicianId, otherTechnicianIds, pauseReason`,
);
