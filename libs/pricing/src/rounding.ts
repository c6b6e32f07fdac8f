import type { RoundingMode } from '@waystation/model';

/** Exceptions by jurisdiction from `half_up`, the commercial rounding used in China and Germany. None is known yet. */
const exceptions: Readonly<Record<string, RoundingMode>> = {};

/** Rounding mode for amounts under the tax rules of a jurisdiction (`CN`, `DE`). */
export function roundingOf(jurisdiction: string): RoundingMode {
  return exceptions[jurisdiction] ?? 'half_up';
}

/**
 * Rounds a fraction to the nearest whole number, for fractions without an exact decimal, such as 20 of 60 minutes.
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
