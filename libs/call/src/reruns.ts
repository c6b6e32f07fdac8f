import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@waystation/model';
import { databaseFault, isConnectionLost, sqlState, type Database } from '@waystation/store';
import { findKey, judgeKey, Replay, type RequestKey } from './request-key.ts';
import type { RunReport } from './runner-context.ts';

const rerunsMax = 3;
/** Times the number of reruns: a restarted database or a moved address is back in about that time, or the step is refused. */
const awayPauseMs = 100;

/**
 * Runs a step, or what it asks beforehand, and runs it again when it lost against another. Before an error leaves, the key
 * is looked up once more.
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
      // A twin may have committed between two loads, before an insert hit what it had made, or before others were asked.
      // Where the database is away, nothing is refused: the caller is told to come again.
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
 * A run that lost a conflict may rerun, and one that a demoted server refused. A run whose commit is in doubt may rerun only
 * with a key, which tells whether it was written.
 */
function mayRerun(error: unknown, hasKey: boolean): boolean {
  if (error instanceof DomainError) return false;
  if (isConnectionLost(error)) return hasKey;
  if (databaseFault(error) === 'away') return true;
  const { constraint } = error as { constraint?: string };
  const state = sqlState(error) ?? '';
  // Two runs insert the same id: the second finds the row when it looks again.
  return ['40001', '40P01'].includes(state) || (state === '23505' && (constraint?.endsWith('_pkey') ?? false));
}
