import { day, minute, publishedBy } from '@waystation/testing/model';
import { ids } from '../../testing/ids.ts';
import { SupplyOrder } from './supply-order.ts';

const needed = () => {
  const demand = { partNumber: 'P-1', milli: 3_000, expectedAt: day(2) };
  const order = { stationId: ids.station, visitId: ids.visit, standardVersion: '7' };
  return SupplyOrder.need(ids.unknown, order, demand, minute(0));
};

describe('a supply order', () => {
  it('follows the missing quantity until it is placed', () => {
    const order = needed();
    order.adjust(2_000, minute(1));
    expect(order).toMatchObject({ status: 'needed', milli: 2_000, outstandingMilli: 2_000 });
    order.adjust(0, minute(1));
    expect(order).toMatchObject({ status: 'cancelled', outstandingMilli: 0, isOpen: false });
    expect(publishedBy(order)).toEqual([]);
  });

  it('is placed with a supplier for at least the missing quantity', () => {
    const order = needed();
    const terms = { supplier: 'MAKER' };
    expect(() => order.order({ ...terms, milli: 2_000 }, ids.partsClerk, minute(1))).toThrow(
      'ORDERED_QUANTITY_TOO_LOW',
    );
    expect(() => order.order({ ...terms, expectedAt: minute(0) }, ids.partsClerk, minute(1))).toThrow(
      'EXPECTED_IN_PAST',
    );
    order.order({ ...terms, milli: 5_000, expectedAt: day(4) }, ids.partsClerk, minute(1));
    expect(publishedBy(order)).toMatchObject([
      { name: 'PartsOrdered', visitId: ids.visit, quantity: '5', supplier: 'MAKER', expectedAt: day(4) },
    ]);
    expect(() => order.order(terms, ids.partsClerk, minute(2))).toThrow('order from ordered');
    expect(() => order.adjust(1_000, minute(2))).toThrow('adjust from ordered');
  });

  it('is received in parts, but never more than was ordered', () => {
    const order = needed();
    expect(() => order.receive(undefined, 'A-1', ids.partsClerk, minute(1))).toThrow('receive from needed');
    order.order({ supplier: 'MAKER' }, ids.partsClerk, minute(1));
    expect(order.receive(1_000, 'A-1', ids.partsClerk, day(1))).toBe(1_000);
    expect(order.status).toBe('ordered');
    expect(() => order.receive(2_001, 'A-1', ids.partsClerk, day(1))).toThrow('MORE_RECEIVED_THAN_ORDERED');
    expect(order.receive(undefined, 'A-1', ids.partsClerk, day(2))).toBe(2_000);
    expect(order.status).toBe('received');
    expect(publishedBy(order).slice(1)).toMatchObject([
      { name: 'PartsReceived', quantity: '1', outstandingQuantity: '2', bin: 'A-1' },
      { name: 'PartsReceived', quantity: '2', outstandingQuantity: '0' },
    ]);
  });
});
