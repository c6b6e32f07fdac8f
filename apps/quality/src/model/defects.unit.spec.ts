import { NotFound } from '@waystation/model';
import { factsOf, hash, minute, missingOf } from '@waystation/testing/model';
import { anInspection, assessment, ids, inspector, otherInspector } from '../../testing/an-inspection.ts';
import { Defects } from './defects.ts';
const at = minute(100);

describe('a defect', () => {
  it('needs a cause, a description and, if it is unsafe, the severity immediate', () => {
    const inspection = anInspection().started().build();
    const note = (facts: Partial<typeof assessment>) =>
      missingOf(inspection, () => inspection.noteDefect(ids.defect, { ...assessment, ...facts }, inspector, at));
    expect(note({})).toEqual([]);
    expect(note({ cause: '', description: ' ' })).toEqual([
      'INS-D05 DEFECT_CAUSE_MISSING',
      'INS-D06 DEFECT_NOT_DESCRIBED',
    ]);
    expect(note({ unsafe: true })).toEqual(['INS-D05 UNSAFE_DEFECT_NOT_IMMEDIATE']);
    expect(note({ unsafe: true, severity: 'immediate' })).toEqual([]);
    expect(() => inspection.noteDefect(ids.defect, { ...assessment, readingId: ids.tread }, inspector, at)).toThrow(
      NotFound,
    );
  });

  it('can be noted by any inspector, and is published without its description', () => {
    const inspection = anInspection().started().build();
    const facts = factsOf(inspection, () => inspection.noteDefect(ids.defect, assessment, otherInspector, at));
    expect(facts).toMatchObject({ defectId: ids.defect, inspectorId: ids.otherInspector, photoHashes: [hash] });
    expect(JSON.stringify(facts)).not.toContain('cracked');
  });
});

describe('the defects of an inspection', () => {
  it('are limited to 100', () => {
    const { description: _text, ...rest } = assessment;
    const defect = { ...rest, defectId: ids.defect, inspectorId: ids.inspector, notedAt: at };
    let defects: Defects = [];
    for (let number = 0; number < 100; number += 1) defects = Defects.note(defects, defect);
    expect(() => Defects.note(defects, defect)).toThrow('LIST_FULL (max=100)');
  });
});
