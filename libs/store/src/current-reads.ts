import { findScope } from './command-scope.ts';
import type { Row } from './pipeline.ts';
import { Reader } from './reader.ts';

/** Reads of whatever runs: a step in its transaction, a query or the `ask` of a step in its reading. */
export interface Reads {
  /** @throws Error when it runs for no station */
  readonly station: string;
  /** Rows of a statement; asked together with what else is asked in the same turn. */
  rows(text: string, values: readonly unknown[]): Promise<Row[]>;
}

const reader = new Reader();

/** The reads of the step or query that runs. */
export function currentReads(): Reads {
  const scope = findScope();
  if (!scope) return reader;
  return {
    get station() {
      return scope.stationFor('reference data');
    },
    rows: (text, values) => scope.query({ text, values }),
  };
}
