import { anItem, ids } from '../../testing/an-inspection.ts';
import { guaranteesOf, termOf } from './guarantee-terms.ts';

describe('the guarantee of an item', () => {
  it.each([
    ['major', 'CN', 20_000, 100],
    ['assembly', 'CN', 20_000, 100],
    ['second_level', 'CN', 5_000, 30],
    ['minor', 'CN', 2_000, 10],
    ['special_repair', 'CN', 2_000, 10],
    ['unknown_class', 'CN', 2_000, 10],
    ['major', 'DE', 0, 30],
    ['minor', 'US', 0, 30],
  ])('of class %s in %s lasts %i km (0: unlimited) or %i days', (guaranteeClass, jurisdiction, distanceKm, days) => {
    expect(termOf({ guaranteeClass, jurisdiction })).toEqual({ distanceKm, days });
  });

  it('is given for completed work, with the components of its operations', () => {
    const done = anItem({ guaranteeClass: 'major' });
    const withdrawn = anItem({ itemId: ids.otherItem, outcome: 'withdrawn' });
    const ordered = [
      {
        itemId: ids.item,
        workKind: 'repair',
        guaranteeClass: 'major',
        operations: ['013-001-017/1'],
        componentCodes: ['013001017'],
      },
    ];
    const guarantee = {
      itemId: ids.item,
      guaranteeClass: 'major',
      workKind: 'repair',
      distanceKm: 20_000,
      days: 100,
      jurisdiction: 'CN',
    };
    expect(guaranteesOf([done, withdrawn], ordered, 'CN')).toEqual([{ ...guarantee, componentCodes: ['013001017'] }]);
    expect(guaranteesOf([done], [], 'CN')).toEqual([{ ...guarantee, componentCodes: [] }]);
  });
});
