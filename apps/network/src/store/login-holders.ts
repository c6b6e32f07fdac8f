import type { Login } from '@waystation/contracts/network/v1/state';
import type { HeldLogin } from '../model/staff-login.ts';

/**
 * Who in the whole network has one of these logins, and which logins somebody has anywhere. Until the step ends nobody
 * else can claim them: two stations that register one login at once would else both find it free.
 */
export const holdersQuery = 'select issuer, subject, staff_id as "staffId" from login_holders($1::jsonb, $2::uuid)';

/** @param staffId empty for somebody who has no id yet */
export function holdersValues(logins: readonly Login[], staffId: string): unknown[] {
  return [JSON.stringify(logins.map(({ issuer, subject }) => ({ issuer, subject }))), staffId || null];
}

export function heldLogins(rows: readonly Record<string, unknown>[]): HeldLogin[] {
  return rows as unknown as HeldLogin[];
}
