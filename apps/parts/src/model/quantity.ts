import { formatDecimal, parseDecimal, roundDecimal } from '@waystation/model';

/** Decimal places of a quantity. */
const digits = 3;

/**
 * Quantity in whole thousandths of the part's unit, so that sums are exact.
 *
 * @param quantity decimal number in the part's unit, such as `1.5`
 * @throws RangeError for an invalid quantity
 */
export function milliOf(quantity: string): number {
  const { unscaled, scale } = parseDecimal(quantity);
  if (scale <= digits) return Number(unscaled) * 10 ** (digits - scale);
  return Number(roundDecimal({ unscaled, scale: scale - digits }, 'half_up'));
}

/** Quantity as a decimal number: `1500` becomes `1.5`. */
export function quantityOf(milli: number): string {
  return formatDecimal({ unscaled: BigInt(milli), scale: digits }).replace(/\.?0+$/, '');
}

/** Sum of quantities, in thousandths. */
export function sumOf(each: readonly { milli: number }[]): number {
  return each.reduce((sum, { milli }) => sum + milli, 0);
}
