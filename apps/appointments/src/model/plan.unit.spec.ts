import { aConcern, aDiagnosis, brakes, ids, oilChange } from '../../testing/an-appointment.ts';
import { planOf, slotNeedOf, wantedOf } from './plan.ts';

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
  ])('of a %s by an operation of kind %s is a %s', (kind, rateKind, workKind) => {
    expect(planOf([concern({}, kind)], [{ ...brakes, workKind: rateKind }])).toEqual([
      { concernId: ids.concern, code: brakes.operation, workKind, rateKind, labourMinutes: 120, skill: 'brakes' },
    ]);
  });

  it('has operations that are published only', () => {
    expect(() => planOf([concern()], [oilChange])).toThrow(brakes.operation);
  });
});

describe('a slot', () => {
  const plan = (minutes: number) => planOf([concern()], [{ ...brakes, labourMinutes: minutes }]);

  it('has to be long enough for all, and fit the longest', () => {
    const both = concern({ operations: [oilChange.operation, brakes.operation] });
    expect(slotNeedOf(planOf([both], [brakes, oilChange]))).toEqual({
      workKind: 'repair',
      skill: 'brakes',
      minutes: 180,
    });
  });

  it.each([
    [5, 15],
    [2000, 1440],
  ])('of %d minutes is one of %d', (labourMinutes, minutes) => {
    expect(slotNeedOf(plan(labourMinutes))).toMatchObject({ minutes });
  });

  it('is for a diagnosis where nothing is planned yet', () => {
    expect(slotNeedOf([])).toEqual({ workKind: 'diagnosis', skill: '', minutes: 15 });
  });
});

it('wants parts as well as labour, paid by whom they are for', () => {
  const recall = concern({ operations: [] }, 'recall');
  expect(wantedOf([recall], [])).toEqual([
    {
      itemId: ids.concern,
      payer: 'campaign',
      workKind: '',
      operations: [],
      parts: [{ partNumber: 'BRK-LIN-2207', quantity: '2', description: '' }],
    },
  ]);
});
