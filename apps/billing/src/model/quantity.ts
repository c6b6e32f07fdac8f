import { formatDecimal, parseDecimal, shortestDecimal, unscaledAt } from '@waystation/model';

/** Decimals: more than any unit of a part has. */
const scale = 6;

/** Millionths of a unit, for exact sums and comparison. */
export function quantityOf(text: string): bigint {
  return unscaledAt(parseDecimal(text), scale);
}

/** Shortest decimal notation: `1.5`. */
export function quantityText(quantity: bigint): string {
  return shortestDecimal(formatDecimal({ unscaled: quantity, scale }));
}
