import { UseCase, type Call } from '@waystation/call';
import type { IssueInvoiceRequest, IssueInvoiceResponse } from '@waystation/contracts/billing/v1/service';
import { DocumentRenderer, Documents } from '@waystation/documents';
import { Stations } from '@waystation/reference';
import { Reader } from '@waystation/store';
import { Invoice, invoiceNumberText, type InvoiceNumber } from '../model/invoice.ts';
import { invoiceDocument } from '../documents/invoice-document.ts';
import { Invoices } from '../store/invoice.mapping.ts';
import { nextInvoiceNumber } from '../store/next-invoice-number.ts';
import { readStatement } from '../store/read-statement.ts';
import { Statements } from '../store/statement.mapping.ts';

/** Rendered invoice, with the number that it gets unless another invoice takes it first. */
interface Asked extends InvoiceNumber {
  statementRevision: number;
  issuedAt: Date;
  content: Uint8Array;
}

@UseCase()
export class IssueInvoice {
  constructor(
    private readonly statements: Statements,
    private readonly invoices: Invoices,
    private readonly documents: Documents,
    private readonly renderer: DocumentRenderer,
    private readonly reader: Reader,
    private readonly stations: Stations,
  ) {}

  async ask(request: IssueInvoiceRequest, call: Call): Promise<Asked> {
    const { visitId, payer, purchaseOrderNumber, billTo } = request;
    const [read, station] = await Promise.all([readStatement(this.reader, visitId), this.stations.own()]);
    const number = await nextInvoiceNumber(this.reader, call.now, station.timeZone);
    const { statementRevision } = read.statement;
    const facts = { ...number, payer, purchaseOrderNumber, billTo };
    const { data, content } = await this.renderer.render(invoiceDocument(read, facts, station, call.now), call, [
      statementRevision,
      number,
    ]);
    return { ...number, statementRevision, issuedAt: data.createdAt, content };
  }

  async execute(
    { visitId, payer, purchaseOrderNumber, billTo }: IssueInvoiceRequest,
    { newId }: Call,
    { year, sequence, statementRevision, issuedAt, content }: Asked,
  ): Promise<IssueInvoiceResponse> {
    const [statement, lastSequence] = await Promise.all([
      this.statements.get(visitId),
      this.invoices.lastSequence(year),
    ]);
    const total = statement.billOf(payer, statementRevision);
    const document = this.documents.keep({
      id: newId(),
      visitId,
      kind: 'invoice',
      fileName: `invoice-${invoiceNumberText({ year, sequence })}.pdf`,
      content,
      createdAt: issuedAt,
    });
    const issue = { year, sequence, purchaseOrderNumber, lastSequence, isAddressed: billTo !== undefined };
    const invoice = Invoice.issue(newId(), statement, total, issue, document, issuedAt);
    this.invoices.add(invoice);
    statement.invoiced(invoice);
    const { id: invoiceId, number, amountMinor, currency, documentId, documentHash } = invoice;
    return { invoiceId, number, amountMinor, currency, documentId, documentHash };
  }
}
