import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from './problem.ts';

const patienceMs = 20_000;
const defaultPollMs = 60;

/**
 * Repeats a query until its answer is as expected, since events take a moment to reach the next service.
 *
 * @param whose time limit in milliseconds; 20 s if undefined
 * @param what description of the expected state
 * @throws Error with the last answer if the limit is exceeded
 */
export async function eventually<T>(
  whose: { patienceMs?: number | undefined; pollMs?: number | undefined },
  what: string,
  ask: () => Promise<T>,
  isSo: (answer: T) => boolean,
): Promise<T> {
  const withinMs = whose.patienceMs ?? patienceMs;
  const everyMs = whose.pollMs ?? defaultPollMs;
  for (const until = Date.now() + withinMs; ; await sleep(everyMs)) {
    const answer = await settled(ask());
    if ('value' in answer && isSo(answer.value)) return answer.value;
    if (Date.now() > until) {
      const last = 'value' in answer ? JSON.stringify(answer.value) : answer.error.message;
      throw new Error(`Timed out after ${withinMs / 1000} s waiting until ${what}. Last answer: ${last}`);
    }
  }
}

/** Treats 404 as "not yet" and throws all other errors. */
async function settled<T>(answer: Promise<T>): Promise<{ value: T } | { error: Problem }> {
  const [result] = await Promise.allSettled([answer]);
  if (result!.status === 'fulfilled') return { value: result!.value as T };
  const error = (result as PromiseRejectedResult).reason as unknown;
  if (error instanceof Problem && error.status === 404) return { error };
  throw error;
}
