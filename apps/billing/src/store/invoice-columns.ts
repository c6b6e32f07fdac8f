import { selectOf } from '@waystation/store';
import { invoiceMapping } from './invoice.mapping.ts';

/** What is answered of an invoice, as columns of its table. */
export const invoiceSummary = selectOf(
  invoiceMapping,
  `id as invoiceId, visitId, number, payer, status, netMinor, taxMinor, amountMinor, openMinor, currency, issuedAt, dueAt,
   purchaseOrderNumber, documentId, documentHash, payments`,
);
