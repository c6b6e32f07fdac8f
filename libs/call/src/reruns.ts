import { setTimeout as sleep } from 'node:timers/promises';
import { Conflict, DomainError, Invalid, Refused, Unavailable } from '@waystation/model';
import { databaseFault, isConnectionLost, isTransient, sqlState, type Database } from '@waystation/store';
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
 * What lost against another is done again, and what a server refused that is no longer the one to ask; what may or may not
 * have been written only where a key tells the two apart.
 */
function mayRerun(error: unknown, hasKey: boolean): boolean {
  if (error instanceof DomainError) return false;
  if (isConnectionLost(error)) return hasKey;
  if (databaseFault(error) === 'away') return true;
  const { constraint } = error as { constraint?: string };
  const state = sqlState(error) ?? '';
  // Two who make what has a given id: the second one finds it when he looks again.
  return ['40001', '40P01'].includes(state) || (state === '23505' && (constraint?.endsWith('_pkey') ?? false));
}

/** A broken constraint is a refusal when its mapping names it; what lost too often, or could not be reached, too. */
export function refusalFor(error: unknown, database: Database): unknown {
  const state = sqlState(error);
  const { constraint } = (error ?? {}) as { constraint?: string };
  const slug = constraint && database.constraints.get(constraint);
  if (slug && ['23505', '23P01', '23514'].includes(state ?? ''))
    return Object.assign(new Refused(slug), { cause: error });
  if (state === '40001' || state === '40P01') return Object.assign(new Conflict('CHANGED_MEANWHILE'), { cause: error });
  // The wall before this one, the rule for texts, keeps such signs out; which field it was the database does not say.
  if (state === '22021') {
    const description = 'a text holds a character that can not be stored';
    return Object.assign(new Invalid([{ field: '', description, reason: 'TEXT_NOT_STORABLE' }]), { cause: error });
  }
  if (!(error instanceof DomainError) && isTransient(error))
    return Object.assign(new Unavailable('DATABASE_AWAY'), { cause: error });
  return error;
}
