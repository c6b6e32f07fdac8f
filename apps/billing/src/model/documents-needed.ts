/** Facts that decide which documents the customer must have. */
export interface DocumentsFor {
  /** True if the workshop finished any work, so that there was something to inspect. */
  workDone: boolean;
  /** True if the customer has something to pay. */
  customerPays: boolean;
}

/** Kinds of documents that the customer must have. A customer who pays nothing gets no invoice. */
export function documentsNeeded({ workDone, customerPays }: DocumentsFor): string[] {
  return [
    'repair_order',
    ...(workDone ? ['inspection_sheet', 'guarantee_certificate'] : []),
    'statement',
    ...(customerPays ? ['invoice'] : []),
  ];
}
