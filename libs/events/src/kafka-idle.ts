import { createRequire } from 'node:module';

interface RequestQueue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  throttledUntil: number;
  pending: unknown[];
  checkPendingRequests(): void;
}

let cured = false;

/**
 * kafkajs 2.2.4 checks an empty queue of requests again and again: each check schedules the next, at a delay that is
 * negative while nothing is throttled. That makes a timer of 1 ms for each connection (2.9 % of a core at idle against
 * 0.5 %), and warnings about negative delays on Node 24. With nothing pending there is nothing to check: the queue checks
 * by itself whatever is pushed or answered. So the check is scheduled only while something waits.
 *
 * @throws Error when kafkajs no longer has what is replaced here: then look whether the cure is still needed
 */
export function cureIdleTimer(): void {
  if (cured) return;
  const queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const { prototype } = queue;
  if (typeof (prototype as { scheduleCheckPendingRequests?: unknown })?.scheduleCheckPendingRequests !== 'function') {
    throw new Error('kafkajs has changed: its RequestQueue.scheduleCheckPendingRequests is gone');
  }
  Object.assign(prototype, {
    scheduleCheckPendingRequests(this: RequestQueue) {
      if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
      const delay = Math.max(this.throttledUntil - Date.now(), 10);
      this.throttleCheckTimeoutId = setTimeout(() => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      }, delay);
    },
  });
  cured = true;
}
