/** Ids that tests speak of by a name. */
export const ids = {
  station: '01980000-0000-7000-8000-00000000000a',
  otherStation: '01980000-0000-7000-8000-00000000100a',
  visit: '01980000-0000-7000-8000-00000000000b',
  earlierVisit: '01980000-0000-7000-8000-00000000000c',
  customer: '01980000-0000-7000-8000-0000000000a1',
  otherCustomer: '01980000-0000-7000-8000-0000000000a2',
  contact: '01980000-0000-7000-8000-0000000000a3',
  vehicle: '01980000-0000-7000-8000-0000000000a4',
  followUp: '01980000-0000-7000-8000-0000000000a5',
  recommendation: '01980000-0000-7000-8000-0000000000d1',
  otherRecommendation: '01980000-0000-7000-8000-0000000000d2',
  item: '01980000-0000-7000-8000-0000000000d3',
  survey: '01980000-0000-7000-8000-0000000000f1',
  consentText: '01980000-0000-7000-8000-0000000000f2',
  agent: '01980000-0000-7000-8000-0000000000ce',
};

const firstInstant = Date.parse('2026-03-02T08:00:00Z');

/** Instant the given days after eight in the morning of the first day. */
export function day(days: number): Date {
  return new Date(firstInstant + days * 86_400_000);
}

/** Where something is built: at the one station as it says itself, at another as someone else's. */
export interface Place {
  readonly stationId: string;
  readonly now: Date;
  /** The id at station A, and its twin's at another. */
  id(atA: string): string;
}

/** Station A, where nothing else is said. */
export const here: Place = { stationId: ids.station, now: day(0), id: (atA) => atA };
