// What unit tests of models share. Loads no framework, so that these tests start fast.
import { clearJournal, journalOf } from '@waystation/model';
import { stationA, type Staff } from './people.ts';
import { firstInstant } from './test-clock.ts';

/** Ids of station A's staff, by role as in `TestService.actors`. */
export const staffIds = Object.fromEntries(
  Object.entries(stationA.staff).map(([name, { id }]) => [name, id]),
) as Readonly<Record<keyof Staff, string>>;

/** An instant, counted from eight o'clock in the morning on which tests begin. */
export function minute(minutes: number): Date {
  return new Date(firstInstant.getTime() + minutes * 60_000);
}

export function hour(hours: number): Date {
  return minute(hours * 60);
}

export function day(days: number, minutes = 0): Date {
  return minute(days * 24 * 60 + minutes);
}

export const hash = 'a'.repeat(64);
export const otherHash = 'b'.repeat(64);

/** Place and time at which a builder builds. */
export interface Place {
  readonly stationId: string;
  readonly now: Date;
  newId(): string;
  /** The id at station A, and that of its twin at station B. */
  id(atA: string): string;
}

/** Ids that no test names, a different one each time. */
export function someIds(): () => string {
  let given = 0;
  return () => `01980000-0000-7000-8000-1${String((given += 1)).padStart(11, '0')}`;
}

/** Station A at the first instant, for builders outside of a service. */
export const here: Place = { stationId: stationA.id, now: firstInstant, newId: someIds(), id: (atA) => atA };

/** Rule, slug and subject of each unmet requirement since the aggregate was loaded, or in a step. */
export function missingOf(aggregate: object, step?: () => unknown): string[] {
  run(aggregate, step);
  return journalOf(aggregate)
    .required.filter(({ holds }) => !holds)
    .map(({ rule, what, subject }) => [rule, what, subject].filter(Boolean).join(' '));
}

/** Names of the events that an aggregate published since it was loaded, or in a step. */
export function eventsOf(aggregate: object, step?: () => unknown): string[] {
  run(aggregate, step);
  return journalOf(aggregate).published.map(({ name }) => name);
}

/** Fields of the last event that an aggregate published, or that a step published. */
export function factsOf(aggregate: object, step?: () => unknown): Record<string, unknown> | undefined {
  run(aggregate, step);
  return lastEventOf(aggregate)?.payload;
}

/** The last event that an aggregate published since it was loaded. */
export function lastEventOf(aggregate: object) {
  return journalOf(aggregate).published.at(-1);
}

function run(aggregate: object, step: (() => unknown) | undefined): void {
  if (!step) return;
  clearJournal(aggregate);
  step();
}
