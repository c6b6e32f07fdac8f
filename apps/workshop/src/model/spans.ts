import { slotMinutes, type Slot } from '@waystation/model';

/** Slots in order of time that neither touch nor overlap. */
export type Spans = readonly Slot[];

/** Times in any of the slots. */
export function union(slots: readonly Slot[]): Spans {
  const all: Slot[] = [];
  for (const slot of [...slots].sort((a, b) => Number(a.start) - Number(b.start))) {
    const last = all.at(-1);
    if (slot.start >= slot.end) continue;
    if (!last || last.end < slot.start) all.push(slot);
    else if (last.end < slot.end) all[all.length - 1] = { start: last.start, end: slot.end };
  }
  return all;
}

/** Times in both. */
export function intersect(a: Spans, b: Spans): Spans {
  const both: Slot[] = [];
  for (let left = 0, right = 0; left < a.length && right < b.length;) {
    const [one, other] = [a[left]!, b[right]!];
    const start = one.start > other.start ? one.start : other.start;
    const end = one.end < other.end ? one.end : other.end;
    if (start < end) both.push({ start, end });
    if (one.end < other.end) left += 1;
    else right += 1;
  }
  return both;
}

/** Times in the first and not in the second. */
export function subtract(a: Spans, b: Spans): Spans {
  const rest: Slot[] = [];
  let next = 0;
  for (const { start, end } of a) {
    while (next < b.length && b[next]!.end <= start) next += 1;
    let from = start;
    for (let index = next; index < b.length && b[index]!.start < end; index += 1) {
      const taken = b[index]!;
      if (from < taken.start) rest.push({ start: from, end: taken.start });
      if (from < taken.end) from = taken.end;
    }
    if (from < end) rest.push({ start: from, end });
  }
  return rest;
}

/** Span that contains the whole slot, if there is one. */
export function spanAround(spans: Spans, { start, end }: Slot): Slot | undefined {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end < end) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span && span.start <= start ? span : undefined;
}

/** Total length in minutes. */
export function minutesOf(spans: Spans): number {
  return spans.reduce((sum, span) => sum + slotMinutes(span), 0);
}
