import type { FormPoint, FormState } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, Refused, type FieldViolation, type Steps } from '@waystation/model';
import { duplicatesIn } from './duplicates.ts';
import { validFromOf, type Edition } from './edition.ts';
import { mustBeWithinSize } from './size-limit.ts';

export interface FormEvents {
  FormState: FormState;
}

export const formSteps = {
  publish: { from: ['published'], event: 'FormState' },
} as const satisfies Steps<'published', FormEvents>;

/** Content of a version of a form. */
export interface FormContent {
  /** `check_sheet`, `inspection`, `self_inspection` ... */
  kind: string;
  workKinds: string[];
  titleEn: string;
  titleZh: string;
  points: FormPoint[];
  roadTest: boolean;
}

/** Form of the network, published in versions of the same kind. */
export class Form extends Aggregate<typeof formSteps, FormEvents, 'form', 'network'> {
  declare kind: string;
  latestVersion = 0;
  latestFrom: Date | null = null;

  protected get steps() {
    return formSteps;
  }
  protected get subject() {
    return 'form' as const;
  }

  static open(id: string, kind: string): Form {
    const form = new Form();
    form.begin({ id }, 'published');
    form.kind = kind;
    return form;
  }

  /** @throws Invalid for points that cannot be filled in; Refused for a kind other than that of earlier versions */
  publishVersion(edition: Edition, content: FormContent, id: string, at: Date): FormVersion {
    if (content.kind !== this.kind) throw new Refused('FORM_KIND_DIFFERS', { kind: this.kind });
    mustBeFillable(content);
    mustBeWithinSize(content);
    const from = validFromOf(edition, this, at);
    const { version } = edition;
    this.step('publish', at, { ...content, key: `${this.id}:${version}`, version, from });
    this.latestVersion = version;
    this.latestFrom = from;
    return FormVersion.of(id, this.id, version, from, content);
  }
}

/** Published version of a form. */
export class FormVersion {
  declare id: string;
  declare formId: string;
  declare number: number;
  declare validFrom: Date;
  declare kind: string;
  declare workKinds: string[];
  declare titleEn: string;
  declare titleZh: string;
  declare points: FormPoint[];
  declare roadTest: boolean;
  declare version: number;

  static of(id: string, formId: string, number: number, validFrom: Date, content: FormContent): FormVersion {
    return Object.assign(new FormVersion(), { id, formId, number, validFrom, ...content });
  }
}

function mustBeFillable({ kind, points, roadTest }: FormContent): void {
  const violations: FieldViolation[] = duplicatesIn(
    points,
    ({ code }) => code,
    (index) => `points[${index}].code`,
    'POINT_LISTED_TWICE',
  );
  points.forEach(({ answer, choices, lowest, unit }, index) => {
    const field = `points[${index}]`;
    if (answer === 'choice' ? choices.length < 2 : choices.length > 0) {
      const description = 'a choice needs two or more, other answers none';
      violations.push({ field: `${field}.choices`, description, reason: 'POINT_CHOICES_NOT_VALID' });
    }
    if (answer !== 'number' && (lowest !== '' || unit !== '')) {
      violations.push({
        field,
        description: 'only a number has a unit and a lowest value',
        reason: 'POINT_NOT_A_NUMBER',
      });
    }
  });
  if (roadTest && kind !== 'inspection') {
    violations.push({
      field: 'road_test',
      description: 'only an inspection has a road test',
      reason: 'ROAD_TEST_NOT_ALLOWED',
    });
  }
  if (violations.length > 0) throw new Invalid(violations);
}
