/** What decides on the documents that the customer must have. */
export interface DocumentsFor {
  /** Whether anything was done in the workshop, so that there was something to inspect. */
  workDone: boolean;
  /** Whether the customer himself has something to pay. */
  customerPays: boolean;
}

/** Kinds of the documents of which the customer must have a copy. One who pays nothing gets no invoice. */
export function documentsNeeded({ workDone, customerPays }: DocumentsFor): string[] {
  return [
    'repair_order',
    ...(workDone ? ['inspection_sheet', 'guarantee_certificate'] : []),
    'statement',
    ...(customerPays ? ['invoice'] : []),
  ];
}
