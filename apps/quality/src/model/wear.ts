import { compareDecimals, parseDecimal } from '@waystation/model';

/** How worn a part is, as it is measured. */
export interface Measurement {
  readingId: string;
  /** tyre, brake_lining, battery, belt; more may come. */
  part: string;
  /** Empty: there is only one. */
  position: string;
  /** Decimal number. */
  value: string;
  unit: string;
  /** Decimal number at which it has to be replaced. Empty: none is known. */
  limit: string;
  /** 0: not known. */
  kmLeft: number;
}

export interface WearReading extends Measurement {
  inspectorId: string;
  measuredAt: Date;
}

/** Whether it has to be replaced: all of them are the worse the less is left. */
export function isWorn({ value, limit }: Pick<Measurement, 'value' | 'limit'>): boolean {
  return limit !== '' && compareDecimals(parseDecimal(value), parseDecimal(limit)) <= 0;
}
