import { parseDecimal } from '@waystation/model';

/** Whether the first is less than the second; both are decimal numbers as texts. */
export function isBelow(first: string, second: string): boolean {
  const [a, b] = [parseDecimal(first), parseDecimal(second)];
  return a.unscaled * 10n ** BigInt(b.scale) < b.unscaled * 10n ** BigInt(a.scale);
}
