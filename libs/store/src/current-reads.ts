import { findScope } from './command-scope.ts';
import type { Row } from './pipeline.ts';
import { Reader } from './reader.ts';

/** Database reads in the current context: a step in its transaction, or a query or `ask` outside of one. */
export interface Reads {
  /** @throws Error in a context without station */
  readonly station: string;
  /** Rows of a statement; reads of the same turn share a round trip. */
  rows(text: string, values: readonly unknown[]): Promise<Row[]>;
}

const reader = new Reader();

/** Reads in the current step or query. */
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
