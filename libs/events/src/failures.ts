import { Unavailable } from '@waystation/model';
import { isTransient, sqlState } from '@waystation/store';

/** The error, and what caused it: the runner wraps what the database says into refusals. */
function* chain(error: unknown): Iterable<unknown> {
  let depth = 0;
  for (let each = error; each && depth < 10; each = (each as { cause?: unknown }).cause, depth++) yield each;
}

/** Whether something else was at fault, database or network, so that the same may succeed later. */
export function isTransientFailure(error: unknown): boolean {
  for (const each of chain(error)) if (each instanceof Unavailable || isTransient(each)) return true;
  return false;
}

/** Whether it lost against another transaction: to be done again at once, and by itself. */
export function isConflict(error: unknown): boolean {
  for (const each of chain(error)) if (['40001', '40P01'].includes(sqlState(each) ?? '')) return true;
  return false;
}
