/** Point of a check form, and its result. */
export interface InspectionPoint {
  pointId: string;
  /** `ok`, `not_ok` or `not_applicable`. */
  result: string;
  remarks: string;
}

/** Results of a check form. */
export interface Inspection {
  formId: string;
  formVersion: number;
  points: InspectionPoint[];
}

/** Inspection with the technician who completed it. */
export interface CompletedInspection extends Inspection {
  technicianId: string;
  completedAt: Date;
}

/** Facts for an event, without the notes, because events carry no free text. */
export function withoutRemarks({ formId, formVersion, points }: Inspection) {
  return { formId, formVersion, points: points.map(({ pointId, result }) => ({ pointId, result })) };
}

/** Ids of the points that failed. */
export function failedPoints({ points }: Inspection): string[] {
  return points.filter(({ result }) => result === 'not_ok').map(({ pointId }) => pointId);
}
