import { appended } from '@waystation/model';

/** Fault that a technician noticed, as reported. */
export interface Observation {
  description: string;
  place: string;
  /** `immediate`, `soon` or `later`. */
  severity: string;
  unsafe: boolean;
  componentCode: string;
  photoHashes: string[];
}

export interface Finding extends Observation {
  findingId: string;
  technicianId: string;
  foundAt: Date;
}

/** Findings on one job, oldest first. */
export type Findings = readonly Finding[];

const maxFindings = 100;

export const Findings = {
  report(
    findings: Findings,
    { description, place, severity, unsafe, componentCode, photoHashes, ...by }: Finding,
  ): Findings {
    const { findingId, technicianId, foundAt } = by;
    const observation = { description, place, severity, unsafe, componentCode, photoHashes };
    return appended(findings, { findingId, technicianId, foundAt, ...observation }, maxFindings);
  },
};
