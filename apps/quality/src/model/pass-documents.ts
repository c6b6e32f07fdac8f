import { Conflict } from '@waystation/model';
import type { VisitFile } from './visit-file.ts';

export interface IssuedDocument {
  /** `inspection_sheet` or `guarantee_certificate`. */
  kind: string;
  documentId: string;
  documentHash: string;
}

/** Documents of an inspection that passes. */
export interface PassDocuments {
  /** Versions of the inspection and the visit file from which the documents were made. */
  ofVersions: { inspection: number; file: number };
  sheet: Omit<IssuedDocument, 'kind'>;
  card: Omit<IssuedDocument, 'kind'>;
}

/** Facts and documents that an inspection passes with. */
export interface PassFacts {
  file: VisitFile | undefined;
  /** Undefined if data for them were missing. */
  documents: PassDocuments | undefined;
  /** Jurisdiction of the guarantee terms. */
  jurisdiction: string;
}

export function issuedDocuments({ sheet, card }: PassDocuments): IssuedDocument[] {
  return [
    { kind: 'inspection_sheet', ...sheet },
    { kind: 'guarantee_certificate', ...card },
  ];
}

/** @throws Conflict without documents, or if the inspection or the visit file changed after they were made */
export function mustMatchVersions(
  documents: PassDocuments | undefined,
  { inspection, file }: PassDocuments['ofVersions'],
): PassDocuments {
  const made = documents?.ofVersions;
  if (!documents || made?.inspection !== inspection || made.file !== file)
    throw new Conflict('INSPECTION_CHANGED_MEANWHILE');
  return documents;
}
