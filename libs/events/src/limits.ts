import { setTimeout as sleep } from 'node:timers/promises';

/** Thrown when a time limit is exceeded. */
export class TimeoutError extends Error {}

/**
 * Waits for a promise up to a time limit. Does not cancel the work behind the promise.
 *
 * @param ms the limit, in milliseconds
 * @param what name of the work for the error text
 * @param signal ends the wait early
 * @throws TimeoutError at the limit, the reason of the signal, or the error of the promise
 */
export async function within<T>(promise: Promise<T>, ms: number, what: string, signal?: AbortSignal): Promise<T> {
  let end: (() => void) | undefined;
  const limit = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new TimeoutError(`${what} took longer than ${ms} ms`)), ms);
    const abort = () => reject(signal?.reason as Error);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    end?.();
  }
}

/** Waits the given milliseconds, or until the signal aborts. Never throws. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}

/** Exponential backoff with 10 % jitter, so that many clients do not retry at the same moment. @returns milliseconds */
export function backOff(failures: number, firstMs: number, maxMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(failures - 1, 30), maxMs) * (0.9 + Math.random() * 0.2);
}
