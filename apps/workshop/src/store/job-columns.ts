import { selectOf } from '@waystation/store';
import { jobMapping } from './job.mapping.ts';

/** What a list says of a job, as columns of its table. */
export const jobSummary = selectOf(
  jobMapping,
  `id as jobId, visitId, status, since, workKind, labourMinutes, bayId, leadTechnicianId, otherTechnicianIds, pauseReason`,
);
