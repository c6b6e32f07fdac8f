import { Transaction, type Database } from '@waystation/store';
import type { RunReport } from './runner-context.ts';

/** Runs in a transaction, rolls back if `run` does not commit, and adds the round trips to the report. */
export async function inTransaction<T>(
  database: Database,
  report: RunReport,
  run: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const transaction = new Transaction(database);
  try {
    return await run(transaction);
  } finally {
    report.roundTrips += transaction.roundTrips;
    await transaction.abandon();
  }
}
