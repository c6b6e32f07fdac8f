import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from './problem.ts';

const patienceMs = 20_000;
const defaultPollMs = 60;

/**
 * Asks until the answer is as it is waited for: what one service says comes to the next a moment later.
 *
 * @param whose patience it takes; 20 s when nothing is said of it
 * @param what is waited for, in words
 * @throws Error when it is not so after that time, with the last answer
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
      throw new Error(`${what}: not so after ${withinMs / 1000} s; at last: ${last}`);
    }
  }
}

/** What was not there yet is asked for again; anything else that is refused is refused. */
async function settled<T>(answer: Promise<T>): Promise<{ value: T } | { error: Problem }> {
  const [result] = await Promise.allSettled([answer]);
  if (result!.status === 'fulfilled') return { value: result!.value as T };
  const error = (result as PromiseRejectedResult).reason as unknown;
  if (error instanceof Problem && error.status === 404) return { error };
  throw error;
}
