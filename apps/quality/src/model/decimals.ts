import { parseDecimal } from '@waystation/model';

/** Compares two decimal numbers, written as texts. */
export function isBelow(first: string, second: string): boolean {
  const [a, b] = [parseDecimal(first), parseDecimal(second)];
  return a.unscaled * 10n ** BigInt(b.scale) < b.unscaled * 10n ** BigInt(a.scale);
}
