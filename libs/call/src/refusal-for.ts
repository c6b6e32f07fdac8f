import { Conflict, DomainError, Invalid, Refused, Unavailable } from '@waystation/model';
import { isTransient, sqlState, type Database } from '@waystation/store';

/**
 * The refusal for an error of the database: a broken constraint that its mapping names, a conflict that was lost too often,
 * a database that could not be reached. Any other error is returned as it is.
 */
export function refusalFor(error: unknown, database: Pick<Database, 'constraints'>): unknown {
  const state = sqlState(error);
  const { constraint } = (error ?? {}) as { constraint?: string };
  const slug = constraint && database.constraints.get(constraint);
  if (slug && ['23505', '23P01', '23514'].includes(state ?? ''))
    return Object.assign(new Refused(slug), { cause: error });
  if (state === '40001' || state === '40P01') return Object.assign(new Conflict('CHANGED_MEANWHILE'), { cause: error });
  // The rule for texts keeps such characters out beforehand; the database does not say which field it was.
  if (state === '22021') {
    const description = 'a text holds a character that can not be stored';
    return Object.assign(new Invalid([{ field: '', description, reason: 'TEXT_NOT_STORABLE' }]), { cause: error });
  }
  if (!(error instanceof DomainError) && isTransient(error))
    return Object.assign(new Unavailable('DATABASE_AWAY'), { cause: error });
  return error;
}
