/** A point of the check sheet and what was found. */
export interface SheetPoint {
  pointId: string;
  /** `ok`, `not_ok` or `not_applicable`. */
  result: string;
  /** What was measured or chosen. */
  value: string;
  note: string;
  seconds: number;
  photoHashes: string[];
}

/** A check sheet that was gone through. */
export interface CheckSheet {
  formId: string;
  formVersion: number;
  points: SheetPoint[];
  seconds: number;
}
