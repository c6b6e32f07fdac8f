import { compareDecimals, parseDecimal } from '@waystation/model';
import type { Need, Reading } from './recommendation.ts';

/** Parts that make a vehicle unsafe when worn to the limit. */
const unsafeWorn: readonly string[] = ['tyre', 'brake_lining'];

/** Work to recommend for measured parts that are worn to their limit. */
export function needsOf(readings: readonly (Reading & { readingId: string })[]): (Need & { reading: Reading })[] {
  return readings.filter(isWornOut).map((reading) => {
    const { readingId: sourceId, part, position, value, unit, limit } = reading;
    const unsafe = unsafeWorn.includes(part);
    return {
      urgency: unsafe ? 'immediate' : 'soon',
      unsafe,
      componentCode: '',
      source: 'wear',
      sourceId,
      description: null,
      reading: { part, position, value, unit, limit },
    };
  });
}

function isWornOut({ value, limit }: Reading): boolean {
  return limit !== '' && compareDecimals(parseDecimal(value), parseDecimal(limit)) <= 0;
}
