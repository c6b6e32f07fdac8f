/** What decides on the papers that the customer must have. */
export interface PapersFor {
  /** Whether anything was done in the workshop, so that there was something to inspect. */
  workDone: boolean;
  /** Whether the customer himself has something to pay. */
  customerPays: boolean;
}

/** Kinds of the papers of which the customer must have a copy. One who pays nothing gets no invoice. */
export function papersNeeded({ workDone, customerPays }: PapersFor): string[] {
  return [
    'repair_order',
    ...(workDone ? ['inspection_sheet', 'guarantee_certificate'] : []),
    'statement',
    ...(customerPays ? ['invoice'] : []),
  ];
}
