import { isOfConnection } from './pipeline.ts';

/**
 * Who is at fault when a database says no, or nothing:
 *
 * - `away`: server or way to it. The same statements may succeed later
 * - `slow`: this work took longer than it may, or waited too long for another
 * - `conflict`: it lost against another transaction; done again at once, it may succeed
 * - `refused`: the statements, or the values in them
 * - `unknown`: an answer that none of the others is certain of
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
  '40003': 'away', // it is not known whether the statement was completed
  '40P01': 'conflict',
  '44': 'refused', // a view's check
  '53': 'away', // connections, memory, disk
  '54': 'refused', // too long, too many
  '55000': 'away', // recovery is in progress
  '55006': 'away', // in use
  '55P03': 'slow', // lock not available
  '57': 'away', // the operator's doing
  '57014': 'slow', // statement timeout
  '58': 'away', // input and output
  F0: 'away', // configuration files
  P0: 'refused', // raised by a function
  XX: 'away', // the server's own defects
};

/** What Node says of networks, of names, and of a process that may open nothing more. */
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

/** What `pg` says without any code. */
const tookTooLong = /query read timeout/i;
const lost =
  /connection (terminated|ended)|timeout exceeded when trying to connect|not queryable|pool after calling end/i;

/** A plan that no longer fits its table after a migration; the code also stands for what PostgreSQL can't do at all. */
const stalePlan = /cached plan must not change result type/;

/** SQLSTATE of an error that the server answered; undefined when it was the connection that failed. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  // Node's own codes begin with E, and no class of SQLSTATE does.
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E') ? code : undefined;
}

/** Who is at fault; undefined for what is no error of a database or of the network. */
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

/** Whether the same statements may succeed later: the server was away, they took too long, or lost against others. */
export function isTransient(error: unknown): boolean {
  return ['away', 'slow', 'conflict'].includes(databaseFault(error) ?? '');
}

/** Whether it is unknown if the statements ran. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return /^(08|57P)|^40003$/.test(state);
  return isOfConnection(error) || databaseFault(error) === 'away' || databaseFault(error) === 'slow';
}

/** Whether the server must be left: it may not be written to any more, is going down, or doesn't know us. */
export function isDemoted(error: unknown): boolean {
  return /^(25006$|28|3D|57P)/.test(sqlState(error) ?? '');
}

/**
 * Whether the connection must not be used again: lost, led to a server that is to be left, or its prepared statements no
 * longer fit the tables.
 */
export function isConnectionDoubtful(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined || isDemoted(error) || /^(08|0A000$|25P0[34]$|26000$|40003$|58|XX)/.test(state);
}
