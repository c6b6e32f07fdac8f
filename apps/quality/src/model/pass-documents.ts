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
  /** Versions of the inspection and the visit file that the documents were made from. */
  ofVersions: { inspection: number; file: number };
  sheet: Omit<IssuedDocument, 'kind'>;
  card: Omit<IssuedDocument, 'kind'>;
}

/** Facts and documents that an inspection passes with. */
export interface PassFacts {
  file: VisitFile | undefined;
  /** Undefined when there was nothing to make them of. */
  documents: PassDocuments | undefined;
  /** Jurisdiction whose guarantee terms apply. */
  jurisdiction: string;
}

export function issuedDocuments({ sheet, card }: PassDocuments): IssuedDocument[] {
  return [
    { kind: 'inspection_sheet', ...sheet },
    { kind: 'guarantee_certificate', ...card },
  ];
}

/** @throws Conflict when there are none, or when inspection or visit file changed after they were made */
export function mustBeMadeOf(
  documents: PassDocuments | undefined,
  { inspection, file }: PassDocuments['ofVersions'],
): PassDocuments {
  const made = documents?.ofVersions;
  if (!documents || made?.inspection !== inspection || made.file !== file)
    throw new Conflict('INSPECTION_CHANGED_MEANWHILE');
  return documents;
}
