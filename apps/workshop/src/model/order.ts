import type { OrderedWork } from './agreed-work.ts';
import { Job } from './job.ts';
import type { VisitWork } from './visit-work.ts';

/** Repair order that the customer agreed to. */
export interface AgreedOrder {
  orderRevision: number;
  /** All items of the order. */
  items: readonly OrderedWork[];
}

/**
 * Brings a visit's work in line with a countersigned or changed order: authorises its items, and withdraws jobs whose item
 * is gone. Ignores an order that is not newer than the last one.
 *
 * @param jobs all jobs of the visit
 * @returns new jobs for items that were not planned
 */
export function followOrder(work: VisitWork, jobs: readonly Job[], order: AgreedOrder, at: Date): Job[] {
  if (work.status === 'cancelled' || order.orderRevision <= work.orderRevision) return [];
  // Fees and sublet work have no operations, so the workshop has no job for them.
  const items = order.items.filter(({ operations }) => operations.length > 0);
  const planned = new Set(jobs.map(({ id }) => id));
  const opened = items.filter(({ itemId }) => !planned.has(itemId)).map((item) => Job.plan(item, work, at));
  const all = [...jobs, ...opened];
  for (const job of all) {
    const item = items.find(({ itemId }) => itemId === job.id);
    if (item) job.follow(item, order.orderRevision, at);
    else if (job.isOpen) job.withdraw('order_changed', at);
  }
  work.follow(order.orderRevision, all, at);
  return opened;
}
