import { mustBeVin } from '@waystation/model';

/** A vehicle identification number as it is kept, and what is to be said of it. */
export interface CheckedVin {
  vin: string;
  /** `VIN_CHECK_DIGIT`: it may be genuine, but look again. Empty: nothing. */
  warning: string;
}

/** @throws Invalid for what can't be one: of another length, with other characters, or with a wrong check digit where it is required */
export function checkedVin(text: string): CheckedVin {
  const { vin, verdict, reason } = mustBeVin(text);
  return { vin, warning: verdict === 'suspect' ? reason! : '' };
}
