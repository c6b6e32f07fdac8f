import type { RoundingMode } from '@waystation/model';

/** Jurisdictions that round otherwise than `half_up`, the commercial rounding that China and Germany bill by: none is known yet. */
const roundsOtherwise: Readonly<Record<string, RoundingMode>> = {};

/** How amounts are rounded where the rules of tax are those of the jurisdiction (`CN`, `DE`). */
export function roundingOf(jurisdiction: string): RoundingMode {
  return roundsOtherwise[jurisdiction] ?? 'half_up';
}

/**
 * The whole number nearest to a fraction that has no end as a decimal number, such as the price of 20 of 60 minutes.
 *
 * @param numerator 0 or more
 * @param denominator more than 0
 */
export function roundQuotient(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const floor = numerator / denominator;
  const twiceRest = (numerator % denominator) * 2n;
  const up = twiceRest > denominator || (twiceRest === denominator && (mode === 'half_up' || floor % 2n === 1n));
  return up ? floor + 1n : floor;
}
