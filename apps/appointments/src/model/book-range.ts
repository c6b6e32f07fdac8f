import { Invalid, slotOf, type Slot } from '@waystation/model';

const longestMs = 31 * 24 * 60 * 60_000;

/** Period of the appointment book. @throws Invalid for more than 31 days, or an end before the start */
export function bookRange({ from, to }: { from: Date; to: Date }): Slot {
  const range = slotOf(from, to, 'to');
  if (Number(range.end) - Number(range.start) <= longestMs) return range;
  throw new Invalid([{ field: 'to', description: 'is more than 31 days after from', reason: 'RANGE_TOO_LONG' }]);
}
