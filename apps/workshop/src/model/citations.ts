import { appended, isGiven } from '@waystation/model';

/** Section of a manual that a technician works by. */
export interface ManualReference {
  document: string;
  section: string;
  /** `diagnosis` or `work`. */
  purpose: string;
}

export interface Citation extends ManualReference {
  technicianId: string;
  citedAt: Date;
}

/** Manuals looked up for one job, oldest first. */
export type Citations = readonly Citation[];

const maxCitations = 50;

export const Citations = {
  add(citations: Citations, { document, section, purpose, technicianId, citedAt }: Citation): Citations {
    return appended(citations, { document, section, purpose, technicianId, citedAt }, maxCitations);
  },

  /** True if a manual is cited for the purpose; a dash as its name does not count. */
  has(citations: Citations, purpose: string): boolean {
    return citations.some((citation) => citation.purpose === purpose && isGiven(citation.document));
  },
};
