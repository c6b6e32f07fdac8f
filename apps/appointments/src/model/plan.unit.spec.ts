import { aConcern, aDiagnosis, brakes, ids, oilChange } from '../../testing/an-appointment.ts';
import { planOf, slotRequirementOf, itemsToEstimate } from './plan.ts';

const concern = (facts: Parameters<typeof aDiagnosis>[0] = {}, kind = 'fault') => ({
  ...aConcern({ kind }),
  ...aDiagnosis(facts),
});

describe('the plan of an appointment', () => {
  it.each([
    ['fault', 'mechanical', 'repair'],
    ['fault', 'electrical', 'repair'],
    ['fault', 'diagnosis', 'diagnosis'],
    ['fault', 'body', 'body'],
    ['maintenance', 'maintenance', 'maintenance'],
    ['recall', 'mechanical', 'recall'],
  ])('turns a %s with a %s operation into a %s job', (kind, rateKind, workKind) => {
    expect(planOf([concern({}, kind)], [{ ...brakes, workKind: rateKind }])).toEqual([
      { concernId: ids.concern, code: brakes.operation, workKind, rateKind, labourMinutes: 120, skill: 'brakes' },
    ]);
  });

  it('refuses an operation that is not published', () => {
    expect(() => planOf([concern()], [oilChange])).toThrow(brakes.operation);
  });
});

describe('the required slot', () => {
  const plan = (minutes: number) => planOf([concern()], [{ ...brakes, labourMinutes: minutes }]);

  it('is long enough for all operations and has the skill of the longest', () => {
    const both = concern({ operations: [oilChange.operation, brakes.operation] });
    expect(slotRequirementOf(planOf([both], [brakes, oilChange]))).toEqual({
      workKind: 'repair',
      skill: 'brakes',
      minutes: 180,
    });
  });

  it.each([
    [5, 15],
    [2000, 1440],
  ])('for %d minutes of work takes %d minutes', (labourMinutes, minutes) => {
    expect(slotRequirementOf(plan(labourMinutes))).toMatchObject({ minutes });
  });

  it('is for a diagnosis if nothing is planned yet', () => {
    expect(slotRequirementOf([])).toEqual({ workKind: 'diagnosis', skill: '', minutes: 15 });
  });
});

it('prices the parts of a recall for the campaign', () => {
  const recall = concern({ operations: [] }, 'recall');
  expect(itemsToEstimate([recall], [])).toEqual([
    {
      itemId: ids.concern,
      payer: 'campaign',
      workKind: '',
      operations: [],
      parts: [{ partNumber: 'BRK-LIN-2207', quantity: '2', description: '' }],
    },
  ]);
});
