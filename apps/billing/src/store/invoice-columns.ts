import { selectOf } from '@waystation/store';
import { invoiceMapping } from './invoice.mapping.ts';

/** Columns of an invoice in answers. */
export const invoiceSummary = selectOf(
  invoiceMapping,
  `id as invoiceId, visitId, number, payer, status, netMinor, taxMinor, amountMinor, openMinor, currency, issuedAt, dueAt,
   purchaseOrderNumber, documentId, documentHash, payments`,
);
