import type { OrderedWork } from './agreed-work.ts';
import { Job } from './job.ts';
import type { VisitWork } from './visit-work.ts';

/** A repair order as the customer agreed to it. */
export interface AgreedOrder {
  orderRevision: number;
  /** All of them. */
  items: readonly OrderedWork[];
}

/**
 * Brings a visit's work in line with an order that was signed or changed: its items are authorised, what is no longer
 * among them is withdrawn. An order that is older than what is worked by changes nothing.
 *
 * @param jobs all of the visit
 * @returns the jobs of items that nobody had planned
 */
export function followOrder(work: VisitWork, jobs: readonly Job[], order: AgreedOrder, at: Date): Job[] {
  if (work.status === 'cancelled' || order.orderRevision <= work.orderRevision) return [];
  // Fees and sublet work have no operations: they are none of the workshop's.
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
