export { Document, type DocumentFacts } from './document.ts';
export { DocumentRenderer, type RenderedDocument } from './document-renderer.ts';
export { hashOf, sha256Hex } from './hash.ts';
export type {
  DocumentData,
  DocumentColumn,
  DocumentFact,
  DocumentLanguage,
  DocumentParty,
  DocumentPoint,
  DocumentSection,
  DocumentSignature,
  DocumentStation,
  DocumentTable,
} from './document-data.ts';
export { GetDocument, type GetDocumentRequest, type GetDocumentResponse } from './queries/get-document.ts';
export { refuseUnprintable, unprintable } from './printable.ts';
export { documentMapping, Documents } from './store/document.mapping.ts';
export { documentTable } from './store/document-table.ts';
export { dayText, documentLanguage, documentLabels, timeText, type DocumentLabels } from './labels.ts';
