/** Ids that tests speak of by a name. */
export const ids = {
  station: '01980000-0000-7000-8000-00000000000a',
  visit: '01980000-0000-7000-8000-00000000000b',
  otherVisit: '01980000-0000-7000-8000-00000000000c',
  part: '01980000-0000-7000-8000-0000000000e1',
  otherPart: '01980000-0000-7000-8000-0000000000e2',
  item: '01980000-0000-7000-8000-000000000001',
  otherItem: '01980000-0000-7000-8000-000000000002',
  concern: '01980000-0000-7000-8000-0000000000a1',
  otherConcern: '01980000-0000-7000-8000-0000000000a2',
  slip: '01980000-0000-7000-8000-0000000000d1',
  replaced: '01980000-0000-7000-8000-0000000000d2',
  /** A technician of the tests' station. */
  anna: '01980000-0000-7000-8000-0000000000c1',
  keeper: '01980000-0000-7000-8000-0000000000cc',
  advisor: '01980000-0000-7000-8000-0000000000c7',
  unknown: '01980000-0000-7000-8000-0000000000ff',
};

const firstMinute = Date.parse('2026-03-02T08:00:00Z');

/** Instant the given minutes after eight in the morning. */
export function minute(minutes: number): Date {
  return new Date(firstMinute + minutes * 60_000);
}

/** Instant the given days after that. */
export function day(days: number): Date {
  return minute(days * 24 * 60);
}

/** Ids that nobody speaks of, another one each time. */
export function someIds(): () => string {
  let given = 0;
  return () => `01980000-0000-7000-8000-1${String((given += 1)).padStart(11, '0')}`;
}

/** Visits that tests tell apart by a number. */
export function visitNumber(number: number): string {
  return `01980000-0000-7000-8000-00000001${String(number).padStart(4, '0')}`;
}

/** Where and when something is built: at the one station as it says itself, at another as someone else's. */
export interface Place {
  stationId: string;
  now: Date;
  newId(): string;
  id(atA: string): string;
}
