import { aConfirmation, anItem, publishedRelining, relining } from '../../testing/examples.ts';
import { ids } from '../../testing/ids.ts';
import { itemFrom, type WantedItem } from './item-from.ts';
import { guaranteeClassOf, orderedOperation, partsWanted, proposals, toPlan, toPrice } from './order-item.ts';

const newId = () => ids.proposal;

describe('what an appointment plans', () => {
  it('becomes an item for each concern and kind of work, with its parts once', () => {
    const { operations, parts } = aConfirmation();
    const planned = [...operations, ...operations, { ...operations[0]!, workKind: 'diagnosis' }];
    const items = proposals(planned, parts, [relining], newId);
    expect(items.map((item) => [item.workKind, item.operations.length, item.parts.length])).toEqual([
      ['repair', 2, 1],
      ['diagnosis', 1, 0],
    ]);
    expect(items[0]).toMatchObject({ status: 'proposed', concernId: ids.concern, guaranteeClass: 'major' });
  });

  it('is taken as the appointment says it where its publication is not known', () => {
    const { operations } = aConfirmation();
    const [item] = proposals(operations, [], [], newId);
    expect(item).toMatchObject({ guaranteeClass: 'minor', operations: [{ labourMinutes: 90, rateKind: 'repair' }] });
  });
});

describe('an item as it is asked for', () => {
  const wanted: WantedItem = {
    concernId: ids.concern,
    cause: '',
    workKind: 'repair',
    guaranteeClass: '',
    payer: '',
    operations: [relining.code],
    parts: [],
    fees: [],
  };
  const checkIn = { concernOf: () => ({ cause: 'worn' }) as never };

  it('takes its operations from what is published, and its cause from the concern', () => {
    const item = itemFrom(ids.item, wanted, [publishedRelining], checkIn);
    expect(item).toMatchObject({ cause: 'worn', payer: 'customer', guaranteeClass: 'major', operations: [relining] });
  });

  it('has only operations that somebody publishes', () => {
    expect(() => itemFrom(ids.item, wanted, [], checkIn)).toThrow('OPERATION_UNKNOWN');
  });
});

describe('an order', () => {
  it('asks the workshop for what it has a part in, and the store for each part once', () => {
    const fee = anItem({
      itemId: ids.order,
      operations: [],
      parts: [{ partNumber: 'BL-400', quantity: '0.5', description: '' }],
    });
    const planned = anItem({ itemId: ids.proposal, status: 'proposed' });
    expect(toPlan([anItem(), fee, planned]).map(({ itemId }) => itemId)).toEqual([ids.item]);
    expect(partsWanted([anItem(), fee, planned])).toEqual([{ partNumber: 'BL-400', quantity: '4.5' }]);
  });

  it('is priced by the rate of each operation and the words of the language', () => {
    const item = anItem({ parts: [{ partNumber: 'BL-400', quantity: '2', description: '' }] });
    expect(toPrice([item], 'zh', new Map([['BL-400', { description: '制动摩擦片组', unit: 'set' }]]))).toMatchObject([
      { workKind: 'mechanical', operations: [{ description: '更换制动片', labourMinutes: 90 }] },
      { parts: [{ partNumber: 'BL-400', description: '制动摩擦片组' }] },
    ]);
  });
});

describe('the guarantee', () => {
  it('is that of the greatest work', () => {
    const of = (...classes: string[]) =>
      guaranteeClassOf(classes.map((guaranteeClass) => ({ ...relining, guaranteeClass })));
    expect([of('minor', 'major'), of('minor', 'second_level'), of(), of('special')]).toEqual([
      'major',
      'second_level',
      'minor',
      'special',
    ]);
    expect(orderedOperation(publishedRelining)).toEqual(relining);
  });
});
