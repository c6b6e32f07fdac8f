import { clearJournal, journalOf } from '@waystation/model';
import type { Job } from '../src/model/job.ts';

/** Names of the events that a step publishes. */
export function eventsOf(job: Job, step: () => unknown): string[] {
  clearJournal(job);
  step();
  return journalOf(job).published.map(({ name }) => name);
}

/** Facts of the last event that a step publishes. */
export function factsOf(job: Job, step: () => unknown): Record<string, unknown> | undefined {
  clearJournal(job);
  step();
  return journalOf(job).published.at(-1)?.payload;
}

/** Rule and slug of everything that a step finds missing. */
export function missingOf(job: Job, step: () => unknown): string[] {
  clearJournal(job);
  step();
  return journalOf(job)
    .required.filter(({ holds }) => !holds)
    .map(({ rule, what, subject }) => [rule, what, subject].filter(Boolean).join(' '));
}
