import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@waystation/model';
import { databaseFault, isConnectionLost, sqlState, type Database } from '@waystation/store';
import { findKey, judgeKey, Replay, type RequestKey } from './request-key.ts';
import type { RunReport } from './runner-context.ts';

const rerunsMax = 3;
/** Multiplied by the number of reruns: about the time of a database restart or failover; then the step is refused. */
const awayPauseMs = 100;

/**
 * Runs a step or its `ask`, and reruns it after a conflict or the loss of the database. Looks the key up again before it
 * throws an error.
 */
export async function retried<T>(
  database: Database,
  report: RunReport,
  key: RequestKey | undefined,
  once: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await once();
    } catch (error) {
      if (error instanceof Replay) throw error;
      const isAway = isConnectionLost(error) || databaseFault(error) === 'away';
      // The same request may have been committed meanwhile by another run.
      // If the database is away, the lookup would fail too; the caller gets "unavailable" and may retry.
      if (key && !isAway) {
        report.roundTrips += 1;
        judgeKey(key, (await database.readOnce(key.stationId, [findKey(key)]))[0]!);
      }
      if (report.reruns >= rerunsMax || !mayRerun(error, key !== undefined)) throw error;
      report.reruns += 1;
      if (isAway) await sleep(awayPauseMs * report.reruns);
    }
  }
}

/**
 * True after a lost conflict or a refusal by a demoted server. A run whose commit is in doubt may rerun only with a key,
 * which shows if it was written.
 */
function mayRerun(error: unknown, hasKey: boolean): boolean {
  if (error instanceof DomainError) return false;
  if (isConnectionLost(error)) return hasKey;
  if (databaseFault(error) === 'away') return true;
  const { constraint } = error as { constraint?: string };
  const state = sqlState(error) ?? '';
  // Two runs inserted the same id: the rerun finds the row.
  return ['40001', '40P01'].includes(state) || (state === '23505' && (constraint?.endsWith('_pkey') ?? false));
}
