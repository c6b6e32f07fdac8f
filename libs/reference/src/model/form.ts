import type { FormState } from '@waystation/contracts/network/v1/state';
import { named, Refused, type Named } from '@waystation/model';

/** A published form, as far as its answers are checked. */
export type PublishedForm = Pick<FormState, 'kind' | 'points'>;

/** Version of a form. */
export interface FormKey {
  formId: string;
  formVersion: number;
}

/**
 * The form of a request, which is one of these kinds.
 *
 * @throws Refused for a form that does not exist, or is for something else
 */
export function mustBeForm<Form extends Pick<FormState, 'kind'>>(
  form: Form | undefined,
  kinds: string | readonly string[],
  { formId, formVersion }: FormKey,
): Form {
  const key = `${formId}:${formVersion}`;
  if (!form) throw new Refused('FORM_UNKNOWN', { form: key });
  if (![kinds].flat().includes(form.kind)) throw new Refused('FORM_OF_OTHER_KIND', { form: key, kind: form.kind });
  return form;
}

/** Points of the form that have no result, by code and name. */
export function pointsWithoutResult(
  form: Pick<FormState, 'points'> | undefined,
  { points }: { points: readonly { pointId: string }[] },
): Named[] {
  const answered = new Set(points.map(({ pointId }) => pointId));
  return (form?.points ?? []).filter(({ code }) => !answered.has(code)).map(named);
}
