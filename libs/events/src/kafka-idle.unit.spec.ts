import { createRequire } from 'node:module';
import { fixIdleTimer } from './kafka-idle.ts';

test('fixIdleTimer sets no timer for an empty request queue, only for pending requests', () => {
  fixIdleTimer();
  const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (options: object) => {
    pending: unknown[];
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    destroy(): void;
  };
  const queue = new RequestQueue({ maxInFlightRequests: 0, logger: { debug: () => {} } });
  queue.checkPendingRequests();
  expect(queue.throttleCheckTimeoutId).toBeNull();
  queue.pending.push({});
  queue.checkPendingRequests();
  expect(queue.throttleCheckTimeoutId).not.toBeNull();
  queue.destroy();
});
