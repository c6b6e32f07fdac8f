/** A point of a check form and what was found. */
export interface InspectionPoint {
  pointId: string;
  /** `ok`, `not_ok` or `not_applicable`. */
  result: string;
  note: string;
}

/** A check form that was gone through. */
export interface Inspection {
  formId: string;
  formVersion: number;
  points: InspectionPoint[];
}

/** As an event tells it: without the notes, which are free words. */
export function withoutNotes({ formId, formVersion, points }: Inspection) {
  return { formId, formVersion, points: points.map(({ pointId, result }) => ({ pointId, result })) };
}

/** Ids of the points that failed. */
export function failedPoints({ points }: Inspection): string[] {
  return points.filter(({ result }) => result === 'not_ok').map(({ pointId }) => pointId);
}
