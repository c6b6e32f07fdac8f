import { clearJournal, journalOf } from '@waystation/model';
import type { Inspection } from '../src/model/inspection.ts';

/** Rule and slug of everything that a step finds missing. */
export function missingOf(inspection: Inspection, step: () => unknown): string[] {
  clearJournal(inspection);
  step();
  return journalOf(inspection)
    .required.filter(({ holds }) => !holds)
    .map(({ rule, what, subject }) => [rule, what, subject].filter(Boolean).join(' '));
}

/** Facts of the first event that a step publishes. */
export function factsOf(inspection: Inspection, step: () => unknown): Record<string, unknown> {
  clearJournal(inspection);
  step();
  return journalOf(inspection).published[0]!.payload;
}
