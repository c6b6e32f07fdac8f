import type { Login } from '@waystation/contracts/network/v1/state';
import type { HeldLogin } from '../model/staff-login.ts';

/**
 * Holders of these logins in the whole network, and all logins of one person. Locks the logins until the step ends:
 * otherwise two stations that register the same login at once would both find it free.
 */
export const holdersQuery = 'select issuer, subject, staff_id as "staffId" from login_holders($1::jsonb, $2::uuid)';

/** @param staffId empty for a person without an id */
export function holdersValues(logins: readonly Login[], staffId: string): unknown[] {
  return [JSON.stringify(logins.map(({ issuer, subject }) => ({ issuer, subject }))), staffId || null];
}

export function heldLogins(rows: readonly Record<string, unknown>[]): HeldLogin[] {
  return rows as unknown as HeldLogin[];
}
