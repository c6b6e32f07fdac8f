import { UseCase, type Call } from '@waystation/call';
import type { PassInspectionRequest, PassInspectionResponse } from '@waystation/contracts/quality/v1/service';
import { DocumentRenderer, Documents } from '@waystation/documents';
import { Stations } from '@waystation/reference';
import { Reader } from '@waystation/store';
import { guaranteeCertificate } from '../documents/guarantee-certificate.ts';
import { inspectionSheet } from '../documents/inspection-sheet.ts';
import { Inspections } from '../store/inspection.mapping.ts';
import { documentFactsOf, type DocumentFacts } from '../store/document-facts.ts';
import { VisitFiles } from '../store/visit-file.mapping.ts';

/** Rendered documents, with the versions from which they were made. */
interface RenderedDocuments extends Pick<DocumentFacts, 'ofVersions'> {
  sheet: Uint8Array;
  card: Uint8Array;
}

@UseCase()
export class PassInspection {
  constructor(
    private readonly inspections: Inspections,
    private readonly files: VisitFiles,
    private readonly stations: Stations,
    private readonly documents: Documents,
    private readonly renderer: DocumentRenderer,
    private readonly reader: Reader,
  ) {}

  async ask({ visitId }: PassInspectionRequest, call: Call): Promise<RenderedDocuments | undefined> {
    const facts = await documentFactsOf(this.reader, visitId);
    if (!facts) return undefined;
    const [sheet, card] = await Promise.all([
      this.renderer.render(inspectionSheet(facts, call.now), call, facts.ofVersions),
      this.renderer.render(guaranteeCertificate(facts, call.now), call, facts.ofVersions),
    ]);
    return { ofVersions: facts.ofVersions, sheet: sheet.content, card: card.content };
  }

  async execute(
    { visitId }: PassInspectionRequest,
    { actor, now, newId }: Call,
    made: RenderedDocuments | undefined,
  ): Promise<PassInspectionResponse> {
    const [inspection, file, { jurisdiction }] = await Promise.all([
      this.inspections.get(visitId),
      this.files.find(visitId),
      this.stations.own(),
    ]);
    const keep = (kind: string, fileName: string, content: Uint8Array) => {
      const facts = { visitId, kind, revision: inspection.round, fileName, content, createdAt: now };
      const { id: documentId, sha256: documentHash } = this.documents.keep({ id: newId(), ...facts });
      return { documentId, documentHash };
    };
    const documents = made && {
      ofVersions: made.ofVersions,
      sheet: keep('inspection_sheet', 'inspection-sheet.pdf', made.sheet),
      card: keep('guarantee_certificate', 'guarantee-certificate.pdf', made.card),
    };
    const { sheet, card } = inspection.pass({ file, documents, jurisdiction }, actor, now);
    return {
      visitId,
      status: inspection.status,
      sheetDocumentId: sheet.documentId,
      sheetHash: sheet.documentHash,
      certificateDocumentId: card.documentId,
      certificateHash: card.documentHash,
    };
  }
}
