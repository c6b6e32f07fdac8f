import type { FormPoint, FormState } from '@waystation/contracts/network/v1/state';
import { Refused } from '@waystation/model';
import { mustBeForm, type FormKey } from '@waystation/reference/model';
import { isBelow } from './decimals.ts';

/** What is asked of the form that an inspection goes by. */
export type SpecificationForm = Pick<FormState, 'kind' | 'workKinds' | 'points' | 'roadTest' | 'from'>;

/** A point of a specification, as an inspection keeps it. */
export type SpecifiedPoint = Pick<FormPoint, 'code' | 'answer' | 'unit' | 'lowest' | 'descriptionEn' | 'descriptionZh'>;

/**
 * The form that an inspection goes by.
 *
 * @throws Refused when there is no such form, when it is for something else, or does not count yet
 */
export function mustBeSpecification(form: SpecificationForm | undefined, key: FormKey, at: Date): SpecificationForm {
  const specification = mustBeForm(form, 'inspection', key);
  if (!isInForce(specification, at))
    throw new Refused('FORM_NOT_IN_FORCE', { form: `${key.formId}:${key.formVersion}` });
  return specification;
}

/** Whether it counts at that time already. */
export function isInForce({ from }: Pick<SpecificationForm, 'from'>, at: Date): boolean {
  return from === undefined || from <= at;
}

/** Those of the kinds of work that a form is not meant for. A rework is inspected as what it mends. */
export function kindsNotCovered({ workKinds }: SpecificationForm, kinds: readonly string[]): string[] {
  if (workKinds.length === 0) return [];
  return [...new Set(kinds)].filter((kind) => kind !== 'rework' && !workKinds.includes(kind));
}

export function specifiedPoints({ points }: SpecificationForm): SpecifiedPoint[] {
  return points.map(({ code, answer, unit, lowest, descriptionEn, descriptionZh }) => ({
    code,
    answer,
    unit,
    lowest,
    descriptionEn,
    descriptionZh,
  }));
}

/** Whether a point asks for a number and there is none. */
export function lacksValue({ answer }: SpecifiedPoint, result: string, value: string): boolean {
  return answer === 'number' && result !== 'not_applicable' && value === '';
}

/** Whether a value is too low for the point to be in order. */
export function isTooLow({ lowest }: SpecifiedPoint, value: string): boolean {
  return lowest !== '' && value !== '' && isBelow(value, lowest);
}
