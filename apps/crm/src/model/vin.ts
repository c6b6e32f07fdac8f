import { mustBeVin } from '@waystation/model';

/** Vehicle identification number as stored, with a warning. */
export interface CheckedVin {
  vin: string;
  /** `VIN_CHECK_DIGIT` for a number that may be genuine but should be checked again, otherwise empty. */
  warning: string;
}

/** @throws Invalid for a wrong length, invalid characters, or a wrong check digit where the digit is mandatory */
export function checkedVin(text: string): CheckedVin {
  const { vin, verdict, reason } = mustBeVin(text);
  return { vin, warning: verdict === 'suspect' ? reason! : '' };
}
