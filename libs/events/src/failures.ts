import { DomainError, Unavailable } from '@waystation/model';
import { databaseFault } from '@waystation/store';

/**
 * Who is at fault when something could not be done about an event or a timer:
 *
 * - `away`: database, broker, another service, or the way to one of them. Waited out for as long as it lasts
 * - `slow`: this work took longer than it may
 * - `conflict`: it lost against another transaction; done again at once, it may succeed
 * - `event`: what was to be done about it threw. It will throw again
 * - `unknown`: nobody can tell from the error
 */
export type Fault = 'away' | 'slow' | 'conflict' | 'event' | 'unknown';

/** What code throws that has a defect, or meets what it did not expect. */
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

/** gRPC: cancelled, resource exhausted, unavailable. */
const awayByGrpc = [1, 8, 14];
const deadlineExceeded = 4;

/** The error, and what caused it: the runner wraps what the database says into refusals. */
function chainOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let each = error; each && chain.length < 10; each = (each as { cause?: unknown }).cause) chain.push(each);
  return chain;
}

/** @param error of a reaction, a timer's step, or of the database while one of them was at work */
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

/** By name, since what Node itself throws may come of another realm. */
function isDefect(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: string; code?: unknown };
  if (name === undefined || !defects.has(name)) return false;
  return code === undefined || (name !== 'Error' && String(code).startsWith('ERR_'));
}
