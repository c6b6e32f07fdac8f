import { createRequire } from 'node:module';

interface RequestQueue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  throttledUntil: number;
  pending: unknown[];
  checkPendingRequests(): void;
}

let isFixed = false;

/**
 * Stops the busy timer of kafkajs 2.2.4, which checks an empty request queue continuously: each check schedules the next,
 * with a negative delay unless the client is throttled. This costs 2.9 % of a core at idle instead of 0.5 %, and causes
 * warnings about negative delays on Node 24. The replacement schedules a check only while requests are pending; the queue
 * checks itself on every push and answer.
 *
 * @throws Error if kafkajs no longer has the replaced method: check if the fix is still needed
 */
export function fixIdleTimer(): void {
  if (isFixed) return;
  const queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const { prototype } = queue;
  if (typeof (prototype as { scheduleCheckPendingRequests?: unknown })?.scheduleCheckPendingRequests !== 'function') {
    throw new Error(
      'kafkajs has changed: RequestQueue.scheduleCheckPendingRequests is missing. Check if fixIdleTimer is still needed.',
    );
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
  isFixed = true;
}
