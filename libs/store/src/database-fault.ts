import { isOfConnection } from './pipeline.ts';

/**
 * Cause of a database error:
 *
 * - `away`: server or network; the same statements may succeed later
 * - `slow`: the work exceeded a time limit, or waited too long for a lock
 * - `conflict`: another transaction won; an immediate retry may succeed
 * - `refused`: the statements or their values
 * - `unknown`: any other answer of the server
 */
export type DatabaseFault = 'away' | 'slow' | 'conflict' | 'refused' | 'unknown';

/** SQLSTATEs and their classes (the first two characters); a whole code wins over its class. */
const faults: Readonly<Record<string, DatabaseFault>> = {
  '08': 'away', // connection exceptions
  '22': 'refused', // data exceptions
  '23': 'refused', // constraints
  '25006': 'away', // read-only, as after a failover
  '25P03': 'slow', // idle in transaction
  '25P04': 'slow', // the transaction's own limit
  '26000': 'away', // a prepared statement that the server behind a pooler does not have
  '28': 'away', // password, role, pg_hba
  '3D': 'away', // no such database
  '40001': 'conflict',
  '40003': 'away', // completion of the statement is unknown
  '40P01': 'conflict',
  '44': 'refused', // a view's check
  '53': 'away', // connections, memory, disk
  '54': 'refused', // too long, too many
  '55000': 'away', // recovery is in progress
  '55006': 'away', // in use
  '55P03': 'slow', // lock not available
  '57': 'away', // intervention of an operator
  '57014': 'slow', // statement timeout
  '58': 'away', // input and output
  F0: 'away', // configuration files
  P0: 'refused', // raised by a function
  XX: 'away', // the server's own defects
};

/** Node's error codes for network, name resolution and exhausted file descriptors. */
const unreachable = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENFILE',
  'ENOBUFS',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Messages of `pg` errors without a code. */
const tookTooLong = /query read timeout/i;
const lost =
  /connection (terminated|ended)|timeout exceeded when trying to connect|not queryable|pool after calling end/i;

/** Message for a plan that no longer fits its table after a migration; its code also means "not supported". */
const stalePlan = /cached plan must not change result type/;

/** SQLSTATE of an error from the server; undefined if the connection failed. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  // Codes of Node begin with E, classes of SQLSTATE do not.
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E') ? code : undefined;
}

/** Cause of an error; undefined if it is not an error of the database or the network. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  if (tookTooLong.test(message)) return 'slow';
  if (isOfConnection(error)) return 'away';
  const state = sqlState(error);
  if (state === '0A000' && stalePlan.test(message)) return 'away';
  if (state !== undefined) return faults[state] ?? faults[state.slice(0, 2)] ?? 'unknown';
  if (typeof code === 'string' && unreachable.has(code)) return 'away';
  return error instanceof Error && lost.test(message) ? 'away' : undefined;
}

/** True if the same statements may succeed later: the server was away, they were too slow, or lost a conflict. */
export function isTransient(error: unknown): boolean {
  return ['away', 'slow', 'conflict'].includes(databaseFault(error) ?? '');
}

/** True if it is unknown whether the statements ran. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return /^(08|57P)|^40003$/.test(state);
  return isOfConnection(error) || databaseFault(error) === 'away' || databaseFault(error) === 'slow';
}

/** True if the server must not be used further: it is read-only, shutting down, or rejects our role. */
export function isDemoted(error: unknown): boolean {
  return /^(25006$|28|3D|57P)/.test(sqlState(error) ?? '');
}

/**
 * True if the connection must not be reused: it is lost, the server must not be used further, or its prepared statements no
 * longer fit the tables.
 */
export function isConnectionDoubtful(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined || isDemoted(error) || /^(08|0A000$|25P0[34]$|26000$|40003$|58|XX)/.test(state);
}
