import { UseCase, type Call } from '@waystation/call';
import type { CloseStatementRequest, CloseStatementResponse } from '@waystation/contracts/billing/v1/service';
import { DocumentRenderer, Documents } from '@waystation/documents';
import { Stations } from '@waystation/reference';
import { Reader } from '@waystation/store';
import { Parts, Reception, Workshop } from '../clients.ts';
import type { VisitFacts } from '../model/visit-facts.ts';
import { statementDocument } from '../documents/statement-document.ts';
import { queryVisit } from '../query-visit.ts';
import { readStatement } from '../store/read-statement.ts';
import { Statements } from '../store/statement.mapping.ts';

/** Current facts of the visit, and the rendered statement. */
interface Asked {
  seen: VisitFacts;
  /** Revision that the document shows. */
  statementRevision: number;
  content: Uint8Array;
}

@UseCase()
export class CloseStatement {
  constructor(
    private readonly statements: Statements,
    private readonly documents: Documents,
    private readonly renderer: DocumentRenderer,
    private readonly reader: Reader,
    private readonly stations: Stations,
    private readonly reception: Reception,
    private readonly workshop: Workshop,
    private readonly parts: Parts,
  ) {}

  async ask({ visitId }: CloseStatementRequest, call: Call): Promise<Asked> {
    const [read, station] = await Promise.all([readStatement(this.reader, visitId), this.stations.own()]);
    const { statementRevision } = read.statement;
    const [seen, { content }] = await Promise.all([
      queryVisit(visitId, this.reception, this.workshop, this.parts, call),
      this.renderer.render(statementDocument(read, station), call, statementRevision),
    ]);
    return { seen, statementRevision, content };
  }

  async execute(
    { visitId, statementRevision }: CloseStatementRequest,
    { now, newId }: Call,
    asked: Asked,
  ): Promise<CloseStatementResponse> {
    const statement = await this.statements.get(visitId);
    const document = this.documents.keep({
      id: newId(),
      visitId,
      kind: 'statement',
      revision: asked.statementRevision,
      fileName: `statement-${asked.statementRevision}.pdf`,
      content: asked.content,
      createdAt: now,
    });
    statement.close(asked.seen, statementRevision, asked.statementRevision, document, now);
    const { status, toInvoice } = statement;
    return { visitId, status, documentId: document.id, documentHash: document.sha256, payersToInvoice: toInvoice };
  }
}
