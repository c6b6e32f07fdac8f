import type { FormPoint, FormState } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, Refused, type FieldViolation, type Steps } from '@waystation/model';
import { doublesIn } from './doubles.ts';
import { beginningOf, type Edition } from './edition.ts';
import { mustFit } from './must-fit.ts';

export interface FormEvents {
  FormState: FormState;
}

export const formSteps = {
  publish: { from: ['published'], event: 'FormState' },
} as const satisfies Steps<'published', FormEvents>;

/** What a version of a form asks. */
export interface FormContent {
  /** `check_sheet`, `inspection`, `self_inspection` ... */
  kind: string;
  workKinds: string[];
  titleEn: string;
  titleZh: string;
  points: FormPoint[];
  roadTest: boolean;
}

/** A form of the network, version by version. Its kind is the same in all of them. */
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

  /** @throws Invalid for points that can't be filled in; Refused for another kind than the versions before */
  publishVersion(edition: Edition, content: FormContent, id: string, at: Date): FormVersion {
    if (content.kind !== this.kind) throw new Refused('FORM_KIND_DIFFERS', { kind: this.kind });
    mustBeFillable(content);
    mustFit(content);
    const from = beginningOf(edition, this, at);
    const { version } = edition;
    this.step('publish', at, { ...content, key: `${this.id}:${version}`, version, from });
    this.latestVersion = version;
    this.latestFrom = from;
    return FormVersion.of(id, this.id, version, from, content);
  }
}

/** A version, as it was published. */
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
  const violations: FieldViolation[] = doublesIn(
    points,
    ({ code }) => code,
    (index) => `points[${index}].code`,
    'POINT_STATED_TWICE',
  );
  points.forEach(({ answer, choices, lowest, unit }, index) => {
    const field = `points[${index}]`;
    if (answer === 'choice' ? choices.length < 2 : choices.length > 0) {
      const description = 'two or more for a choice, none for anything else';
      violations.push({ field: `${field}.choices`, description, reason: 'POINT_CHOICES_DO_NOT_FIT' });
    }
    if (answer !== 'number' && (lowest !== '' || unit !== '')) {
      violations.push({ field, description: 'only a number has unit and limit', reason: 'POINT_IS_NO_NUMBER' });
    }
  });
  if (roadTest && kind !== 'inspection') {
    violations.push({
      field: 'road_test',
      description: 'only an inspection has one',
      reason: 'ROAD_TEST_DOES_NOT_FIT',
    });
  }
  if (violations.length > 0) throw new Invalid(violations);
}
