import { setTimeout as sleep } from 'node:timers/promises';

/** Thrown where something took longer than it may. */
export class TimeoutError extends Error {}

/**
 * Waits for a promise, but no longer than a limit. What it stands for goes on by itself when the limit is over.
 *
 * @param ms the limit, in milliseconds
 * @param what names it in the error
 * @param signal ends the waiting early
 * @throws TookTooLong at the limit, the signal's reason, and what the promise is rejected with
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

/** Twice as long after each failure, with a fifth of chance, so that many don't come back in step. @returns milliseconds */
export function backOff(failures: number, firstMs: number, maxMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(failures - 1, 30), maxMs) * (0.9 + Math.random() * 0.2);
}
