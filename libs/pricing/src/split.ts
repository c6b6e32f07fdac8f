import { splitMoney } from '@waystation/model';

/**
 * An amount in minor units, split by weights: between payers, or a discount over lines. Each part gets its share without
 * fractions, and the units that are left go to those who lost most by that, so that the parts sum to the whole.
 *
 * @param weights none negative, not all zero
 * @throws RangeError when the weights can't split anything
 */
export function split(amountMinor: bigint, weights: readonly bigint[]): bigint[] {
  // Without a currency of its own; XXX is ISO 4217's code for that.
  return splitMoney({ amountMinor, currency: 'XXX' }, weights).map((part) => part.amountMinor);
}
