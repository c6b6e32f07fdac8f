/** Point of a check sheet with its result. */
export interface SheetPoint {
  pointId: string;
  /** `ok`, `not_ok` or `not_applicable`. */
  result: string;
  /** Measured or chosen value. */
  value: string;
  remarks: string;
  seconds: number;
  photoHashes: string[];
}

/** Completed check sheet. */
export interface CheckSheet {
  formId: string;
  formVersion: number;
  points: SheetPoint[];
  seconds: number;
}
