import type { FormState } from '@waystation/contracts/network/v1/state';
import { named, Refused, type Named } from '@waystation/model';

/** Part of a published form that is needed to check answers. */
export type PublishedForm = Pick<FormState, 'kind' | 'points'>;

/** Version of a form. */
export interface FormKey {
  formId: string;
  formVersion: number;
}

/**
 * Requires a form of certain kinds.
 *
 * @throws Refused for a form that does not exist or has another kind
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

/** Points of a form without a result, with code and name. */
export function pointsWithoutResult(
  form: Pick<FormState, 'points'> | undefined,
  { points }: { points: readonly { pointId: string }[] },
): Named[] {
  const answered = new Set(points.map(({ pointId }) => pointId));
  return (form?.points ?? []).filter(({ code }) => !answered.has(code)).map(named);
}
