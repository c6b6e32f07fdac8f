/** What is answered of an invoice, as columns of its table. */
export const invoiceSummary = `id as "invoiceId", visit_id as "visitId", number, payer, status, net_minor as "netMinor",
  tax_minor as "taxMinor", amount_minor as "amountMinor", open_minor as "openMinor", currency, issued_at as "issuedAt",
  due_at as "dueAt", purchase_order_number as "purchaseOrderNumber", document_id as "documentId",
  document_hash as "documentHash", payments`;
