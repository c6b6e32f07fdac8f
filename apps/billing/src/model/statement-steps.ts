import type {
  StatementSettled,
  StatementMarkedStale,
  DifferenceExplained,
  StatementClosed,
  StatementDrawn,
} from '@waystation/contracts/billing/v1/events';
import type { Steps } from '@waystation/model';

/** `stale`: order, parts or work changed, so the statement must be drawn again. */
export type StatementStatus = 'drawn' | 'closed' | 'settled' | 'stale';

export interface StatementEvents {
  StatementDrawn: StatementDrawn;
  DifferenceExplained: DifferenceExplained;
  StatementClosed: StatementClosed;
  StatementSettled: StatementSettled;
  StatementMarkedStale: StatementMarkedStale;
}

export const statementSteps = {
  draw: { from: ['drawn', 'closed', 'stale'], to: 'drawn', event: 'StatementDrawn' },
  explainDifference: { from: ['drawn'], event: 'DifferenceExplained' },
  close: { from: ['drawn'], to: 'closed', event: 'StatementClosed' },
  issueInvoice: { from: ['closed'] },
  settle: { from: ['closed'], to: 'settled', event: 'StatementSettled' },
  markStale: { from: ['drawn', 'closed', 'settled'], to: 'stale', event: 'StatementMarkedStale' },
} as const satisfies Steps<StatementStatus, StatementEvents>;
