// Helpers for unit tests of models. Imports no framework, so that these tests start fast.
import type { FormPoint, FormState } from '@waystation/contracts/network/v1/state';
import { clearJournal, journalOf, type Journal, type PublishedEvent } from '@waystation/model';
import { stationA, type Staff } from './people.ts';
import { firstInstant } from './test-clock.ts';

const staffIds = Object.fromEntries(Object.entries(stationA.staff).map(([name, { id }]) => [name, id])) as Readonly<
  Record<keyof Staff, string>
>;

/** Ids shared by the tests of all services: station A, a visit, and staff by role; technicians also by name. */
export const sharedIds = {
  ...staffIds,
  anna: staffIds.technician,
  boris: staffIds.secondTechnician,
  chen: staffIds.thirdTechnician,
  station: stationA.id,
  visit: '01980000-0000-7000-8000-00000000000b',
};

/** Instant counted in minutes from the first instant of tests, 8:00. */
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
  /** The given id at station A, or the id of its twin at station B. */
  id(atA: string): string;
}

/** Generator of ids that do not occur in tests. */
export function someIds(): () => string {
  let given = 0;
  return () => `01980000-0000-7000-8000-1${String((given += 1)).padStart(11, '0')}`;
}

/** Station A at the first instant, for builders outside of a service. */
export const here: Place = { stationId: stationA.id, now: firstInstant, newId: someIds(), id: (atA) => atA };

/** Point of a published form; its answer is ok_or_not unless `facts` say otherwise. */
export function aFormPoint(code: string, facts: Partial<FormPoint> = {}): FormPoint {
  const blank = { descriptionEn: '', descriptionZh: '', unit: '', lowest: '', choices: [] };
  return { code, answer: 'ok_or_not', ...blank, ...facts };
}

/** Form of a kind, with these points. */
export function aForm(kind: string, ...codes: string[]): Pick<FormState, 'kind' | 'points'> {
  return { kind, points: codes.map((code) => aFormPoint(code)) };
}

/** Rule, slug and subject of each unmet requirement: of those since the aggregate was loaded, or of a step. */
export function missingOf(aggregate: object, step?: () => unknown): string[] {
  return journalAfter(aggregate, step)
    .required.filter(({ holds }) => !holds)
    .map(({ rule, requirement, subject }) => [rule, requirement, subject].filter(Boolean).join(' '));
}

/** Names of the events that an aggregate published since it was loaded, or in a step. */
export function eventsOf(aggregate: object, step?: () => unknown): string[] {
  return journalAfter(aggregate, step).published.map(({ name }) => name);
}

/** The same events as `name` with the fields of the message. */
export function publishedBy(aggregate: object, step?: () => unknown): { name: string; [field: string]: unknown }[] {
  return journalAfter(aggregate, step).published.map(({ name, payload }) => ({ name, ...payload }));
}

/** Fields of the last of these events. */
export function factsOf(aggregate: object, step?: () => unknown): Record<string, unknown> | undefined {
  return journalAfter(aggregate, step).published.at(-1)?.payload;
}

/** The last event that an aggregate published since it was loaded. @throws Error if it published none */
export function lastEventOf(aggregate: object): PublishedEvent {
  const event = journalOf(aggregate).published.at(-1);
  if (!event) throw new Error('No event was published.');
  return event;
}

function journalAfter(aggregate: object, step: (() => unknown) | undefined): Journal {
  if (step) {
    clearJournal(aggregate);
    step();
  }
  return journalOf(aggregate);
}
