import type { Balance } from './balance.ts';
import type { Part } from './part.ts';
import { quantityOf } from './quantity.ts';

/** Stock of a part in a bin, in the form of answers. */
export function stockLine({ partNumber, bin, onHandMilli, reservedMilli }: Balance, part: Part) {
  const { descriptionEn, descriptionZh, unit } = part;
  return {
    partNumber,
    bin,
    onHandQuantity: quantityOf(onHandMilli),
    reservedQuantity: quantityOf(reservedMilli),
    descriptionEn,
    descriptionZh,
    unit,
  };
}
