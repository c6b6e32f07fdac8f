import { AsyncLocalStorage } from 'node:async_hooks';
import { withDataKeys } from './data-keys.ts';
import type { Database } from './database.ts';
import type { Row, Statement } from './pipeline.ts';

interface Reading {
  database: Database;
  station: string | undefined;
  questions: { statement: Statement; answer: (rows: Row[]) => void; fail: (error: unknown) => void }[];
  roundTrips: number;
}

const readings = new AsyncLocalStorage<Reading>();

/** Runs a function that may read through `Reader`. @returns its answer, and the number of round trips */
export async function reading<T>(
  database: Database,
  station: string | undefined,
  run: () => Promise<T>,
): Promise<{ answer: T; roundTrips: number }> {
  const reading: Reading = { database, station, questions: [], roundTrips: 0 };
  const answered = async () => ({ answer: await run(), roundTrips: reading.roundTrips });
  return withDataKeys(database.dataKeys, () => readings.run(reading, answered));
}

/**
 * Database reads for queries: SQL directly into the answer, under the row level security of the caller's station. Reads of
 * the same turn share a round trip.
 */
export class Reader {
  /** Rows of a statement. @throws Error outside of a query or the `ask` of a step */
  rows<T = Row>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const reading = readings.getStore();
    if (!reading) throw new Error('a Reader was used outside of a query or the ask of a step');
    return new Promise((answer, fail) => {
      reading.questions.push({ statement: { text, values }, answer: answer as (rows: Row[]) => void, fail });
      if (reading.questions.length === 1) setImmediate(() => void flush(reading));
    });
  }

  /** Station of the query. @throws Error for a network-wide query */
  get station(): string {
    const station = readings.getStore()?.station;
    if (station === undefined) throw new Error('the current query has no station');
    return station;
  }
}

async function flush(reading: Reading): Promise<void> {
  const questions = reading.questions.splice(0);
  try {
    reading.roundTrips += 1;
    const results = await reading.database.readOnce(
      reading.station,
      questions.map(({ statement }) => statement),
    );
    questions.forEach(({ answer }, index) => answer(results[index]!));
  } catch (error) {
    for (const { fail } of questions) fail(error);
  }
}
