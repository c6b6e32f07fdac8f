import { appended } from '@waystation/model';
import type { Findings } from './findings.ts';

/** Report that a technician writes and signs. */
export interface Report {
  workDone: string;
  signatureHash: string;
  /** SHA-256 of the content that was signed (see `reportContent`), in hex. */
  reportHash: string;
}

export interface RepairReport extends Report {
  technicianId: string;
  signedAt: Date;
}

/** Reports of one job that no longer count, oldest first, kept as evidence. */
export type ReplacedReports = readonly RepairReport[];

const maxReplaced = 50;

export const ReplacedReports = {
  add(replaced: ReplacedReports, report: RepairReport): ReplacedReports {
    return appended(replaced, report, maxReplaced);
  },
};

/** Work done and findings in the signed form: lists, because the database reorders the keys of stored objects. */
export function reportContent(
  { id: jobId, findings }: { id: string; findings: Findings },
  workDone: string,
): unknown[] {
  const found = findings.map(({ findingId, description, place, severity, unsafe, componentCode, photoHashes }) => [
    findingId,
    description,
    place,
    severity,
    unsafe,
    componentCode,
    photoHashes,
  ]);
  return [jobId, workDone, found];
}
