import type { BillTo } from '@waystation/contracts/billing/v1/service';
import type { StationState } from '@waystation/contracts/network/v1/state';
import { dayText, documentLanguage, type DocumentData, type DocumentLanguage } from '@waystation/documents';
import { invoiceNumberText, type Billing } from '../model/invoice.ts';
import type { StatementRead } from '../store/read-statement.ts';
import { chargesTable, chargeLabels, documentParty, documentStation, vehicleFacts } from './charges.ts';

interface InvoiceLabels {
  title: string;
  date: string;
  billedTo: string;
  purchaseOrder: string;
  charges: string;
}

const invoiceLabels: Readonly<Record<DocumentLanguage, InvoiceLabels>> = {
  en: {
    title: 'Invoice',
    date: 'Date',
    billedTo: 'Billed to',
    purchaseOrder: 'Your purchase order',
    charges: 'Charges',
  },
  zh: { title: '发票', date: '开票日期', billedTo: '付款方', purchaseOrder: '贵方订单号', charges: '收费项目' },
};

/** Payer, number and addressee of an invoice. */
export interface InvoiceFacts extends Billing {
  payer: string;
  /** Undefined for the customer. */
  billTo?: BillTo | undefined;
}

/** Invoice to one payer of a statement. */
export function invoiceDocument(
  { statement, addressee, names }: StatementRead,
  { payer, billTo, ...billing }: InvoiceFacts,
  station: StationState,
  at: Date,
): DocumentData {
  const language = documentLanguage(addressee.language || station.language);
  const labels = invoiceLabels[language];
  const charges = chargeLabels[language];
  return {
    kind: 'invoice',
    language,
    title: labels.title,
    number: invoiceNumberText(billing),
    station: documentStation(station),
    parties: [documentParty(labels.billedTo, billTo ?? addressee, charges)],
    facts: [
      [labels.date, dayText(at, station.timeZone)],
      ...vehicleFacts(addressee, charges),
      ...(billing.purchaseOrderNumber === '' ? [] : [[labels.purchaseOrder, billing.purchaseOrderNumber] as const]),
    ],
    sections: [{ title: labels.charges, table: chargesTable(payer, statement, names, language) }],
    createdAt: at,
  };
}
