import { DomainError, Unavailable } from '@waystation/model';
import { databaseFault } from '@waystation/store';

/**
 * Cause of a failed reaction or timer:
 *
 * - `away`: database, broker, another service or the network is away; wait for as long as it takes
 * - `slow`: the work exceeded its time limit
 * - `conflict`: another transaction won; an immediate retry may succeed
 * - `event`: the code failed on this event; a retry fails again
 * - `unknown`: the error does not show the cause
 */
export type Fault = 'away' | 'slow' | 'conflict' | 'event' | 'unknown';

/** Names of errors thrown by defective code or for unexpected data. */
const defects = new Set([
  'AssertionError',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

/** gRPC status codes: cancelled, resource exhausted, unavailable. */
const awayByGrpc = [1, 8, 14];
const deadlineExceeded = 4;

/** The error and its causes: the runner wraps database errors into refusals. */
function chainOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let each = error; each && chain.length < 10; each = (each as { cause?: unknown }).cause) chain.push(each);
  return chain;
}

/** Cause of an error. @param error error of a reaction or a timer's step, or a database error during one of them */
export function faultOf(error: unknown): Fault {
  const chain = chainOf(error);
  for (const each of chain) {
    const fault = databaseFault(each);
    if (fault) return fault === 'refused' ? 'event' : fault;
  }
  const grpc = chain.map((each) => (each as { code?: unknown }).code).find((code) => typeof code === 'number');
  if (grpc === deadlineExceeded || chain.some((each) => (each as Error).name === 'TimeoutError')) return 'slow';
  if (chain.some((each) => each instanceof Unavailable)) return 'away';
  if (chain.some((each) => each instanceof DomainError)) return 'event';
  if (grpc !== undefined) return awayByGrpc.includes(grpc as number) ? 'away' : 'unknown';
  return isDefect(error) ? 'event' : 'unknown';
}

/** True for errors of defective code. Compares names, because errors of Node may come from another realm. */
function isDefect(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: string; code?: unknown };
  if (name === undefined || !defects.has(name)) return false;
  return code === undefined || (name !== 'Error' && String(code).startsWith('ERR_'));
}
