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

/** Lets `run` read, for a station or for none. Answers what it answers, and how many round trips it took. */
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
 * What queries read through: SQL straight into the answer, under the row level security of the caller's station. What is
 * asked in the same turn leaves in one round trip.
 */
export class Reader {
  /** @throws outside a query or the `ask` of a step */
  rows<T = Row>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const reading = readings.getStore();
    if (!reading) throw new Error('a query was asked outside of a reading: only the runner opens one');
    return new Promise((answer, fail) => {
      reading.questions.push({ statement: { text, values }, answer: answer as (rows: Row[]) => void, fail });
      if (reading.questions.length === 1) setImmediate(() => void flush(reading));
    });
  }

  /** Station of the read. @throws outside of a station */
  get station(): string {
    const station = readings.getStore()?.station;
    if (station === undefined) throw new Error('this reading belongs to no station');
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
