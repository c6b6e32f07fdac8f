import type { FormState } from '@waystation/contracts/network/v1/state';
import { named, Refused, type Named } from '@waystation/model';

/** Point of a check form, and its result. */
export interface InspectionPoint {
  pointId: string;
  /** `ok`, `not_ok` or `not_applicable`. */
  result: string;
  note: string;
}

/** Results of a check form. */
export interface Inspection {
  formId: string;
  formVersion: number;
  points: InspectionPoint[];
}

/** An inspection, and the technician who completed it. */
export interface CompletedInspection extends Inspection {
  technicianId: string;
  completedAt: Date;
}

/** Form that an inspection goes by, as far as it matters here. */
export type InspectionForm = Pick<FormState, 'kind' | 'points'>;

/** Facts of an event: without the notes, which are free text. */
export function withoutNotes({ formId, formVersion, points }: Inspection) {
  return { formId, formVersion, points: points.map(({ pointId, result }) => ({ pointId, result })) };
}

/** @throws Refused when there is no such form, or when it is for something else */
export function mustBeForm(
  form: InspectionForm | undefined,
  kind: string,
  { formId, formVersion }: Inspection,
): InspectionForm {
  const key = `${formId}:${formVersion}`;
  if (!form) throw new Refused('FORM_UNKNOWN', { form: key });
  if (form.kind !== kind) throw new Refused('FORM_OF_OTHER_KIND', { form: key, kind: form.kind });
  return form;
}

/** Points of the form that have no result. */
export function pointsWithoutResult(form: InspectionForm | undefined, { points }: Inspection): Named[] {
  const seen = new Set(points.map(({ pointId }) => pointId));
  return (form?.points ?? []).filter(({ code }) => !seen.has(code)).map(named);
}

/** Ids of the points that failed. */
export function failedPoints({ points }: Inspection): string[] {
  return points.filter(({ result }) => result === 'not_ok').map(({ pointId }) => pointId);
}
