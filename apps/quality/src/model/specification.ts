import type { FormPoint, FormState } from '@waystation/contracts/network/v1/state';
import { compareDecimals, parseDecimal, NotFound, Refused } from '@waystation/model';
import { mustBeForm, type FormKey, type StaffMember } from '@waystation/reference/model';

/** Published form that specifies an inspection. */
export type SpecificationForm = Pick<FormState, 'kind' | 'workKinds' | 'points' | 'roadTest' | 'from'>;

/** Point of a specification, stored with the inspection. */
export type SpecifiedPoint = Pick<FormPoint, 'code' | 'answer' | 'unit' | 'lowest' | 'descriptionEn' | 'descriptionZh'>;

/** Points to be inspected, in order. */
export type Specification = readonly SpecifiedPoint[];

/** Form and inspector for the start of an inspection. */
export interface StartFacts {
  /** Form with the chosen id and version; undefined if it does not exist. */
  form: SpecificationForm | undefined;
  /** Next version of the form; undefined if it does not exist. */
  next: SpecificationForm | undefined;
  /** Record of the inspector at the station. */
  member: StaffMember | undefined;
}

/** @throws Refused if the form does not exist, is of another kind, or is not in force yet */
export function mustBeSpecification(form: SpecificationForm | undefined, key: FormKey, at: Date): SpecificationForm {
  const specification = mustBeForm(form, 'inspection', key);
  if (!isInForce(specification, at))
    throw new Refused('FORM_NOT_IN_FORCE', { form: `${key.formId}:${key.formVersion}` });
  return specification;
}

/** True if the form is in force at that time. */
export function isInForce({ from }: Pick<SpecificationForm, 'from'>, at: Date): boolean {
  return from === undefined || from <= at;
}

/** True if no newer version is in force. @param next the following version of the form; undefined if it does not exist */
export function isNewest(next: SpecificationForm | undefined, at: Date): boolean {
  return next === undefined || (next.from !== undefined && next.from > at);
}

/** Kinds of work that a form does not cover. Rework uses the form of the original work. */
export function kindsNotCovered({ workKinds }: SpecificationForm, kinds: readonly string[]): string[] {
  if (workKinds.length === 0) return [];
  return [...new Set(kinds)].filter((kind) => kind !== 'rework' && !workKinds.includes(kind));
}

export function specifiedPoints({ points }: SpecificationForm): Specification {
  return points.map(({ code, answer, unit, lowest, descriptionEn, descriptionZh }) => ({
    code,
    answer,
    unit,
    lowest,
    descriptionEn,
    descriptionZh,
  }));
}

/** @throws NotFound when the specification has no such point */
export function specifiedPoint(specification: Specification, pointId: string): SpecifiedPoint {
  const point = specification.find(({ code }) => code === pointId);
  if (!point) throw new NotFound('point', pointId);
  return point;
}

/** True for a result without the number that its point needs. */
export function lacksValue({ answer }: SpecifiedPoint, { result, value }: { result: string; value: string }): boolean {
  return answer === 'number' && result !== 'not_applicable' && value === '';
}

/** True for a value below the lowest one that the point allows. */
export function isTooLow({ lowest }: SpecifiedPoint, value: string): boolean {
  return lowest !== '' && value !== '' && compareDecimals(parseDecimal(value), parseDecimal(lowest)) < 0;
}
