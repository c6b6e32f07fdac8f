import { formatDecimal, parseDecimal } from '@waystation/model';

/** Digits behind the point: more than any unit of a part has. */
const scale = 6;

/** A decimal number, to be compared and added up. */
export function quantityOf(text: string): bigint {
  const { unscaled, scale: own } = parseDecimal(text);
  if (own > scale) throw new RangeError(`Too fine a quantity: ${text}`);
  return unscaled * 10n ** BigInt(scale - own);
}

/** As people write it: `1.5`. */
export function quantityText(quantity: bigint): string {
  return formatDecimal({ unscaled: quantity, scale }).replace(/\.?0+$/, '');
}
