/** Ids that tests speak of by a name. */
export const ids = {
  station: '01980000-0000-7000-8000-00000000000a',
  region: '01980000-0000-7000-8000-0000000000e0',
  otherRegion: '01980000-0000-7000-8000-0000000000e1',
  stationClass: '01980000-0000-7000-8000-0000000000e2',
  application: '01980000-0000-7000-8000-0000000000e3',
  candidate: '01980000-0000-7000-8000-0000000000e4',
  manager: '01980000-0000-7000-8000-000000003001',
  admin: '01980000-0000-7000-8000-000000003002',
  anna: '01980000-0000-7000-8000-0000000000c1',
  boris: '01980000-0000-7000-8000-0000000000c2',
  bay: '01980000-0000-7000-8000-0000000000b1',
  priceList: '01980000-0000-7000-8000-0000000000d1',
  operation: '01980000-0000-7000-8000-0000000000d2',
  form: '01980000-0000-7000-8000-0000000000d3',
  codeList: '01980000-0000-7000-8000-0000000000d5',
  standard: '01980000-0000-7000-8000-0000000000d4',
  /** Of a version, where a test makes one. */
  version: '01980000-0000-7000-8000-0000000000f1',
  otherVersion: '01980000-0000-7000-8000-0000000000f2',
};

const firstInstant = Date.parse('2026-03-02T08:00:00Z');

/** So many hours after eight in the morning of the first day. */
export function hour(hours: number): Date {
  return new Date(firstInstant + hours * 3_600_000);
}

/** What a builder is told when something is built for another station as well. */
export interface Place {
  readonly stationId: string;
  /** The id at station A, and its twin's at another. */
  id(atA: string): string;
}

/** Station A, where nothing else is said. */
export const here: Place = { stationId: ids.station, id: (atA) => atA };
