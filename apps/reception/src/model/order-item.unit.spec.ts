import { aConfirmation, anItem, publishedRelining, relining } from '../../testing/examples.ts';
import { ids } from '../../testing/ids.ts';
import { itemFrom, type NewItem } from './item-from.ts';
import { guaranteeClassOf, orderedOperation, partsWanted, proposals, toPlan, toPrice } from './order-item.ts';

const newId = () => ids.proposal;

describe('the plan of an appointment', () => {
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

  it('is used without published facts for operations whose publication has not arrived', () => {
    const { operations } = aConfirmation();
    const [item] = proposals(operations, [], [], newId);
    expect(item).toMatchObject({ guaranteeClass: 'minor', operations: [{ labourMinutes: 90, rateKind: 'repair' }] });
  });
});

describe('a requested item', () => {
  const wanted: NewItem = {
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

  it('takes its operations from their publication and its cause from the concern', () => {
    const item = itemFrom(ids.item, wanted, [publishedRelining], checkIn);
    expect(item).toMatchObject({ cause: 'worn', payer: 'customer', guaranteeClass: 'major', operations: [relining] });
  });

  it('is refused with an operation that is not published', () => {
    expect(() => itemFrom(ids.item, wanted, [], checkIn)).toThrow('OPERATION_UNKNOWN');
  });
});

describe('an order', () => {
  it('sends only ordered items with operations to the workshop, and requests each part once', () => {
    const fee = anItem({
      itemId: ids.order,
      operations: [],
      parts: [{ partNumber: 'BL-400', quantity: '0.5', description: '' }],
    });
    const planned = anItem({ itemId: ids.proposal, status: 'proposed' });
    expect(toPlan([anItem(), fee, planned]).map(({ itemId }) => itemId)).toEqual([ids.item]);
    expect(partsWanted([anItem(), fee, planned])).toEqual([{ partNumber: 'BL-400', quantity: '4.5' }]);
  });

  it('is priced at the rate of each operation, with descriptions in the language', () => {
    const item = anItem({ parts: [{ partNumber: 'BL-400', quantity: '2', description: '' }] });
    expect(toPrice([item], 'zh', new Map([['BL-400', { description: '制动摩擦片组', unit: 'set' }]]))).toMatchObject([
      { workKind: 'mechanical', operations: [{ description: '更换制动片', labourMinutes: 90 }] },
      { parts: [{ partNumber: 'BL-400', description: '制动摩擦片组' }] },
    ]);
  });
});

describe('the guarantee class of an item', () => {
  it('is the greatest class of its operations', () => {
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
