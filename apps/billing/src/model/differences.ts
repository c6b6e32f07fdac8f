import { quantityOf, quantityText } from './quantity.ts';
import type { ItemSeen, OrderSeen, VisitSeen } from './visit-seen.ts';

/** Where ordered, done and issued differ. */
export interface Gap {
  /** `work_not_done`, `work_not_ordered`, `item_not_priced`, `part_not_issued`, `part_over_quoted` or `part_not_fitted`. */
  kind: string;
  itemId: string;
  /** Empty where it is about work. */
  partNumber: string;
  /** Empty where it is about no line of an issue slip. */
  issueLineId: string;
  /** A quantity, or what should be. */
  expected: string;
  /** A quantity, or what is. */
  found: string;
}

/** Why, as somebody of the station says it. */
export interface Explanation {
  /** Slug. */
  reason: string;
  remarks: string;
  explainedBy: string;
  explainedAt: Date;
}

export interface Difference extends Gap {
  differenceId: string;
  explanation: Explanation | null;
}

/** All of a visit, in an order that stays the same. */
export function gapsOf(seen: Pick<VisitSeen, 'order' | 'jobs' | 'issued'>): Gap[] {
  return [...gapsOfWork(seen), ...gapsOfPrices(seen.order), ...gapsOfQuote(seen), ...gapsOfIssues(seen)];
}

/** Two that are about the same and differ by the same are one: what was said of the one holds for the other. */
export function isSameGap(one: Gap, other: Gap): boolean {
  return keyOf(one) === keyOf(other);
}

/**
 * What there is now, with what was said of it before.
 *
 * @param newId makes the ids of those that are new
 */
export function differencesOf(gaps: readonly Gap[], before: readonly Difference[], newId: () => string): Difference[] {
  return gaps.map(
    (gap) => before.find((known) => isSameGap(known, gap)) ?? { ...gap, differenceId: newId(), explanation: null },
  );
}

/** Items that the workshop has a part in, and that are not done. */
export function itemsNotDone({ order, jobs }: Pick<VisitSeen, 'order' | 'jobs'>): ItemSeen[] {
  const done = new Set(jobs.filter(({ status }) => status === 'finished').map(({ jobId }) => jobId));
  return order.items.filter(({ itemId, isWork }) => isWork && !done.has(itemId));
}

function keyOf({ kind, itemId, partNumber, issueLineId, expected, found }: Gap): string {
  return [kind, itemId, partNumber, issueLineId, expected, found].join('|');
}

const nothing = { partNumber: '', issueLineId: '' };

function gapsOfWork(seen: Pick<VisitSeen, 'order' | 'jobs'>): Gap[] {
  const { order, jobs } = seen;
  const notDone = itemsNotDone(seen).map(({ itemId }): Gap => {
    const found = jobs.find(({ jobId }) => jobId === itemId)?.status ?? 'none';
    return { kind: 'work_not_done', itemId, ...nothing, expected: 'done', found };
  });
  const ordered = new Set([...order.items.map(({ itemId }) => itemId), ...order.lines.map(({ itemId }) => itemId)]);
  const notOrdered = jobs
    .filter(({ jobId, workedMinutes }) => !ordered.has(jobId) && workedMinutes > 0)
    .map(({ jobId, status }): Gap => {
      return { kind: 'work_not_ordered', itemId: jobId, ...nothing, expected: 'none', found: status };
    });
  return [...notDone, ...notOrdered];
}

/** What the station bears itself needs no price. */
function gapsOfPrices({ items, lines }: OrderSeen): Gap[] {
  const priced = new Set(lines.map(({ itemId }) => itemId));
  return items
    .filter(({ itemId, payer }) => payer !== 'internal' && !priced.has(itemId))
    .map(({ itemId }) => ({ kind: 'item_not_priced', itemId, ...nothing, expected: 'priced', found: 'none' }));
}

/** Parts by item and number: what was quoted against what was given out and not brought back. */
function gapsOfQuote({ order, issued }: Pick<VisitSeen, 'order' | 'issued'>): Gap[] {
  const sums = new Map<string, { itemId: string; partNumber: string; quoted: bigint; out: bigint }>();
  const sumOf = (itemId: string, partNumber: string) => {
    const key = `${itemId}|${partNumber}`;
    const known = sums.get(key) ?? { itemId, partNumber, quoted: 0n, out: 0n };
    sums.set(key, known);
    return known;
  };
  for (const { itemId, code, quantity } of order.lines.filter(({ kind }) => kind === 'part')) {
    sumOf(itemId, code).quoted += quantityOf(quantity);
  }
  const priced = new Set(order.lines.map(({ itemId }) => itemId));
  for (const { itemId, parts } of order.items.filter((item) => !priced.has(item.itemId))) {
    for (const { partNumber, quantity } of parts) sumOf(itemId, partNumber).quoted += quantityOf(quantity);
  }
  for (const { itemId, partNumber, quantity, returnedQuantity } of issued) {
    sumOf(itemId, partNumber).out += quantityOf(quantity) - quantityOf(returnedQuantity || '0');
  }
  return [...sums.values()]
    .filter(({ quoted, out }) => quoted !== out)
    .map(({ itemId, partNumber, quoted, out }) => ({
      kind: out < quoted ? 'part_not_issued' : 'part_over_quoted',
      itemId,
      partNumber,
      issueLineId: '',
      expected: quantityText(quoted),
      found: quantityText(out),
    }));
}

/** Each part that was given out is in the truck, or came back. */
function gapsOfIssues({ jobs, issued }: Pick<VisitSeen, 'jobs' | 'issued'>): Gap[] {
  const fitted = new Map<string, bigint>();
  for (const { issueLineId, quantity } of jobs.flatMap((job) => job.fitted)) {
    fitted.set(issueLineId, (fitted.get(issueLineId) ?? 0n) + quantityOf(quantity));
  }
  return issued.flatMap(({ issueLineId, itemId, partNumber, quantity, returnedQuantity }): Gap[] => {
    const out = quantityOf(quantity) - quantityOf(returnedQuantity || '0');
    const inVehicle = fitted.get(issueLineId) ?? 0n;
    if (out === inVehicle) return [];
    const quantities = { expected: quantityText(out), found: quantityText(inVehicle) };
    return [{ kind: 'part_not_fitted', itemId, partNumber, issueLineId, ...quantities }];
  });
}
