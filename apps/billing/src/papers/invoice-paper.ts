import type { BillTo } from '@waystation/contracts/billing/v1/service';
import type { StationState } from '@waystation/contracts/network/v1/state';
import { dayText, paperLanguage, type Paper, type PaperLanguage } from '@waystation/documents';
import { invoiceNumberText, type Billing } from '../model/invoice.ts';
import type { StatementRead } from '../store/read-statement.ts';
import { chargesTable, chargeWords, paperParty, paperStation, truckFacts } from './charges.ts';

interface InvoiceWords {
  title: string;
  date: string;
  billedTo: string;
  purchaseOrder: string;
  charges: string;
}

const invoiceWords: Readonly<Record<PaperLanguage, InvoiceWords>> = {
  en: {
    title: 'Invoice',
    date: 'Date',
    billedTo: 'Billed to',
    purchaseOrder: 'Your order number',
    charges: 'Charges',
  },
  zh: { title: '发票', date: '开票日期', billedTo: '付款方', purchaseOrder: '贵方订单号', charges: '收费项目' },
};

/** Who is billed, and how. */
export interface InvoiceFacts extends Billing {
  payer: string;
  /** Left out: the customer. */
  billTo?: BillTo | undefined;
}

/** The bill to one payer of a statement. */
export function invoicePaper(
  { statement, addressee }: StatementRead,
  { payer, billTo, ...billing }: InvoiceFacts,
  station: StationState,
  at: Date,
): Paper {
  const language = paperLanguage(addressee.language || station.language);
  const words = invoiceWords[language];
  const charges = chargeWords[language];
  return {
    kind: 'invoice',
    language,
    title: words.title,
    number: invoiceNumberText(billing),
    station: paperStation(station),
    parties: [paperParty(words.billedTo, billTo ?? addressee, charges)],
    facts: [
      [words.date, dayText(at, station.zone)],
      ...truckFacts(addressee, charges),
      ...(billing.purchaseOrderNumber === '' ? [] : [[words.purchaseOrder, billing.purchaseOrderNumber] as const]),
    ],
    sections: [{ title: words.charges, table: chargesTable(payer, statement, charges) }],
    createdAt: at,
  };
}
