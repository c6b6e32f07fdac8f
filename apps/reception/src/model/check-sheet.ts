import type { FormState } from '@waystation/contracts/network/v1/state';
import { named, Refused, type Named } from '@waystation/model';

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

/** What is asked of a published form. */
export type PublishedForm = Pick<FormState, 'kind' | 'points'>;

/**
 * The published form, if it is one of the kind.
 *
 * @throws Refused when there is no such form, or when it is for something else
 */
export function mustBeForm(
  form: PublishedForm | undefined,
  kind: string,
  { formId, formVersion }: { formId: string; formVersion: number },
): PublishedForm {
  const key = `${formId}:${formVersion}`;
  if (!form) throw new Refused('FORM_UNKNOWN', { form: key });
  if (form.kind !== kind) throw new Refused('FORM_OF_OTHER_KIND', { form: key, kind: form.kind });
  return form;
}

/** Points of the form that have no result. */
export function pointsWithoutResult(form: PublishedForm | undefined, { points }: CheckSheet): Named[] {
  const seen = new Set(points.map(({ pointId }) => pointId));
  return (form?.points ?? []).filter(({ code }) => !seen.has(code)).map(named);
}
