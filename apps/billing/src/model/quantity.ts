import { formatDecimal, parseDecimal, shortestDecimal, unscaledAt } from '@waystation/model';

/** Digits behind the point: more than any unit of a part has. */
const scale = 6;

/** Millionths of a unit, to be compared and added up. */
export function quantityOf(text: string): bigint {
  return unscaledAt(parseDecimal(text), scale);
}

/** As people write it: `1.5`. */
export function quantityText(quantity: bigint): string {
  return shortestDecimal(formatDecimal({ unscaled: quantity, scale }));
}
