import { journalOf, Refused } from '@waystation/model';
import { hour } from '@waystation/testing/model';
import { ids } from '../../testing/ids.ts';
import { checkSheet } from '../../testing/publications.ts';
import { Form, type FormContent } from './form.ts';

const [lights, tread] = checkSheet.points as [FormContent['points'][0], FormContent['points'][0]];

function publish(content: Partial<FormContent>, form = Form.open(ids.form, 'check_sheet'), version = 1) {
  return form.publishVersion({ version }, { ...checkSheet, ...content }, ids.version, hour(0));
}

describe('A form', () => {
  it('is published as a version', () => {
    const form = Form.open(ids.form, 'check_sheet');
    expect(publish({}, form)).toMatchObject({ formId: ids.form, number: 1, ...checkSheet });
    expect(journalOf(form).published[0]).toMatchObject({
      name: 'FormState',
      payload: { ...checkSheet, key: `${ids.form}:1`, formId: ids.form, version: 1, from: hour(0) },
    });
    expect(() => publish({}, form)).toThrow('VERSION_NOT_NEWER');
  });

  it('refuses a version of another kind', () => {
    expect(() => publish({ kind: 'survey' })).toThrow(new Refused('FORM_KIND_DIFFERS', { kind: 'check_sheet' }));
  });

  it('refuses points that cannot be filled in', () => {
    const points = [
      lights,
      lights,
      { ...tread, answer: 'choice' },
      { ...lights, code: 'belts', choices: ['new', 'old'] },
    ];
    expect(() => publish({ points, roadTest: true })).toThrow(
      'points[1].code: POINT_LISTED_TWICE, points[2].choices: POINT_CHOICES_NOT_VALID, points[2]: POINT_NOT_A_NUMBER, ' +
        'points[3].choices: POINT_CHOICES_NOT_VALID, road_test: ROAD_TEST_NOT_ALLOWED',
    );
  });

  it('may have a road test if it is an inspection', () => {
    const form = Form.open(ids.form, 'inspection');
    expect(publish({ kind: 'inspection', roadTest: true }, form).roadTest).toBe(true);
  });
});
