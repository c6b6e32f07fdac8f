import { Conflict, DomainError, Invalid, Refused, Unavailable } from '@waystation/model';
import { isTransient, sqlState, type Database } from '@waystation/store';

/**
 * Converts an error of the database into a refusal: a broken constraint with a slug in its mapping, a conflict lost too
 * often, a database out of reach. Returns any other error unchanged.
 */
export function refusalFor(error: unknown, database: Pick<Database, 'constraints'>): unknown {
  const state = sqlState(error);
  const { constraint } = (error ?? {}) as { constraint?: string };
  const slug = constraint && database.constraints.get(constraint);
  if (slug && ['23505', '23P01', '23514'].includes(state ?? ''))
    return Object.assign(new Refused(slug), { cause: error });
  if (state === '40001' || state === '40P01') return Object.assign(new Conflict('CHANGED_MEANWHILE'), { cause: error });
  // The rule for texts normally refuses such characters before; the database does not name the field.
  if (state === '22021') {
    const description = 'a text holds a character that cannot be stored';
    return Object.assign(new Invalid([{ field: '', description, reason: 'TEXT_NOT_STORABLE' }]), { cause: error });
  }
  if (!(error instanceof DomainError) && isTransient(error))
    return Object.assign(new Unavailable('DATABASE_UNAVAILABLE'), { cause: error });
  return error;
}
