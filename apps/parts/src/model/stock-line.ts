import type { Balance } from './balance.ts';
import type { Part } from './part.ts';
import { quantityOf } from './quantity.ts';

/** What lies in a bin, as an answer says it. */
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
