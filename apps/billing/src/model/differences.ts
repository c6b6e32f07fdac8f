import { quantityOf, quantityText } from './quantity.ts';
import type { OrderedItem, OrderFacts, VisitFacts } from './visit-facts.ts';

/** Difference between ordered, done and issued. */
export interface Gap {
  /** `work_not_done`, `work_not_ordered`, `item_not_priced`, `part_not_issued`, `part_over_quoted` or `part_not_fitted`. */
  kind: string;
  itemId: string;
  /** Empty for work. */
  partNumber: string;
  /** Empty unless the gap concerns a line of an issue slip. */
  issueLineId: string;
  /** Expected quantity or state. */
  expected: string;
  /** Actual quantity or state. */
  found: string;
}

/** Explanation of a difference by staff. */
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

/** All gaps of a visit, in a stable order. */
export function gapsOf(seen: Pick<VisitFacts, 'order' | 'jobs' | 'issued'>): Gap[] {
  return [...gapsOfWork(seen), ...gapsOfPrices(seen.order), ...gapsOfQuote(seen), ...gapsOfIssues(seen)];
}

/** True if two gaps have the same subject and the same quantities: an explanation then stays valid. */
export function isSameGap(a: Gap, b: Gap): boolean {
  return keyOf(a) === keyOf(b);
}

/**
 * Current differences, with the explanations given before.
 *
 * @param newId makes the ids of new differences
 */
export function differencesOf(gaps: readonly Gap[], before: readonly Difference[], newId: () => string): Difference[] {
  return gaps.map(
    (gap) => before.find((known) => isSameGap(known, gap)) ?? { ...gap, differenceId: newId(), explanation: null },
  );
}

/** Workshop items that are not finished. */
export function itemsNotDone({ order, jobs }: Pick<VisitFacts, 'order' | 'jobs'>): OrderedItem[] {
  const done = new Set(jobs.filter(({ status }) => status === 'finished').map(({ jobId }) => jobId));
  return order.items.filter(({ itemId, isWork }) => isWork && !done.has(itemId));
}

function keyOf({ kind, itemId, partNumber, issueLineId, expected, found }: Gap): string {
  return [kind, itemId, partNumber, issueLineId, expected, found].join('|');
}

const nothing = { partNumber: '', issueLineId: '' };

function gapsOfWork(seen: Pick<VisitFacts, 'order' | 'jobs'>): Gap[] {
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

/** Items that the station pays itself need no price. */
function gapsOfPrices({ items, lines }: OrderFacts): Gap[] {
  const priced = new Set(lines.map(({ itemId }) => itemId));
  return items
    .filter(({ itemId, payer }) => payer !== 'internal' && !priced.has(itemId))
    .map(({ itemId }) => ({ kind: 'item_not_priced', itemId, ...nothing, expected: 'priced', found: 'none' }));
}

/** Parts by item and number: the quoted quantity against the issued quantity less returns. */
function gapsOfQuote({ order, issued }: Pick<VisitFacts, 'order' | 'issued'>): Gap[] {
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

/** Parts that were issued, but neither fitted nor returned. */
function gapsOfIssues({ jobs, issued }: Pick<VisitFacts, 'jobs' | 'issued'>): Gap[] {
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
