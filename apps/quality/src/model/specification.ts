import type { FormPoint, FormState } from '@waystation/contracts/network/v1/state';
import { compareDecimals, parseDecimal, NotFound, Refused } from '@waystation/model';
import { mustBeForm, type FormKey, type StaffMember } from '@waystation/reference/model';

/** Form that an inspection goes by, as far as it matters here. */
export type SpecificationForm = Pick<FormState, 'kind' | 'workKinds' | 'points' | 'roadTest' | 'from'>;

/** Point of a specification, as an inspection keeps it. */
export type SpecifiedPoint = Pick<FormPoint, 'code' | 'answer' | 'unit' | 'lowest' | 'descriptionEn' | 'descriptionZh'>;

/** Points to be inspected, in order. */
export type Specification = readonly SpecifiedPoint[];

/** Form and inspector that an inspection is started with. */
export interface StartFacts {
  /** Form of the id and version that the inspector chose, if there is one. */
  form: SpecificationForm | undefined;
  /** The version after it, if there is one. */
  next: SpecificationForm | undefined;
  /** The inspector's record at the station. */
  member: StaffMember | undefined;
}

/** @throws Refused when there is no such form, when it is for something else, or not in force yet */
export function mustBeSpecification(form: SpecificationForm | undefined, key: FormKey, at: Date): SpecificationForm {
  const specification = mustBeForm(form, 'inspection', key);
  if (!isInForce(specification, at))
    throw new Refused('FORM_NOT_IN_FORCE', { form: `${key.formId}:${key.formVersion}` });
  return specification;
}

/** Tells of a form that is in force at that time. */
export function isInForce({ from }: Pick<SpecificationForm, 'from'>, at: Date): boolean {
  return from === undefined || from <= at;
}

/** @param next the version after a form, if there is one */
export function isNewest(next: SpecificationForm | undefined, at: Date): boolean {
  return next === undefined || (next.from !== undefined && next.from > at);
}

/** Kinds of work that a form does not cover. Rework is inspected by the form of the work it redoes. */
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

/** Tells of a result without the number that its point needs. */
export function lacksValue({ answer }: SpecifiedPoint, { result, value }: { result: string; value: string }): boolean {
  return answer === 'number' && result !== 'not_applicable' && value === '';
}

/** Tells of a value below the lowest one that the point allows. */
export function isTooLow({ lowest }: SpecifiedPoint, value: string): boolean {
  return lowest !== '' && value !== '' && compareDecimals(parseDecimal(value), parseDecimal(lowest)) < 0;
}
