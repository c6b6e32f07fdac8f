import { appended, isGiven } from '@waystation/model';

/** Section of a manual that a technician works by. */
export interface ManualReference {
  document: string;
  section: string;
  /** `diagnosis` or `work`. */
  purpose: string;
}

export interface RecordedReference extends ManualReference {
  technicianId: string;
  recordedAt: Date;
}

/** Manuals looked up for one job, oldest first. */
export type ManualReferences = readonly RecordedReference[];

const maxReferences = 50;

export const ManualReferences = {
  add(
    references: ManualReferences,
    { document, section, purpose, technicianId, recordedAt }: RecordedReference,
  ): ManualReferences {
    return appended(references, { document, section, purpose, technicianId, recordedAt }, maxReferences);
  },

  /** True if a manual is cited for the purpose; a dash as its name does not count. */
  has(references: ManualReferences, purpose: string): boolean {
    return references.some((reference) => reference.purpose === purpose && isGiven(reference.document));
  },
};
