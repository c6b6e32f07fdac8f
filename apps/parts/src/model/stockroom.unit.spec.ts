import { minute, publishedBy } from '@waystation/testing/model';
import { aStore } from '../../testing/a-store.ts';
import { ids } from '../../testing/ids.ts';
import { StockLevel } from './stock-level.ts';

const one = { partNumber: 'P-1', milli: 1_000 };

describe('a bin', () => {
  it('publishes each change and writes it to the ledger', () => {
    const { room } = aStore().holding('P-1', '5').open();
    room.move(one, 'A-1', 'A-2');
    room.count('P-1', 'A-1', 6_000);
    room.scrap('P-1', 'A-1', 2_000, 'damaged');
    expect(publishedBy(room.bin('P-1', 'A-1'))).toMatchObject([
      { name: 'StockChanged', key: `${ids.station}:P-1`, kind: 'receive', quantity: '5', binQuantity: '5' },
      { kind: 'move', quantity: '-1', binQuantity: '4', clerkId: ids.partsClerk },
      { kind: 'count', quantity: '2', binQuantity: '6' },
      { kind: 'scrap', quantity: '-2', binQuantity: '4' },
    ]);
    expect(room.movements).toMatchObject([
      { kind: 'receive', milli: 5_000 },
      { kind: 'move', milli: -1_000, bin: 'A-1' },
      { kind: 'move', milli: 1_000, bin: 'A-2' },
      { kind: 'count', milli: 2_000 },
      { kind: 'scrap', milli: -2_000, reference: 'damaged', clerkId: ids.partsClerk, movedAt: minute(0) },
    ]);
  });

  it('refuses too little or too much stock, fractions of a piece and unknown parts', () => {
    const { room } = aStore().holding('P-1', '1').open();
    expect(() => room.scrap('P-1', 'A-1', 2_000, 'lost')).toThrow('STOCK_SHORT');
    expect(() => room.move({ ...one, milli: 2_000 }, 'A-1', 'A-2')).toThrow('STOCK_SHORT');
    expect(() => room.move(one, 'A-1', 'A-1')).toThrow('SAME_BIN');
    expect(() => room.receive([{ ...one, milli: 1_500, bin: 'A-1' }], '')).toThrow('QUANTITY_NOT_WHOLE');
    expect(() => room.count('P-1', 'A-1', 1_500)).toThrow('QUANTITY_NOT_WHOLE');
    expect(() => room.receive([{ ...one, partNumber: 'P-9', bin: 'A-1' }], '')).toThrow('part P-9 not found');
    expect(() => room.receive([{ ...one, milli: 999_999_000, bin: 'A-1' }], '')).toThrow('BIN_FULL');
  });

  it('does not let reserved pieces be moved', () => {
    const { room } = aStore().holding('P-1', '2').appointed(['P-1', '2']).open();
    expect(() => room.move(one, 'A-1', 'A-2')).toThrow('STOCK_SHORT');
  });
});

describe('a missing piece', () => {
  it('is taken off the youngest reservation first', () => {
    const builder = aStore().holding('P-1', '3').appointed(['P-1', '2']).of(ids.otherVisit).appointed(['P-1', '1']);
    const { room, reservation } = builder.open();
    expect(room.count('P-1', 'A-1', 1_000)).toBe(-2_000);
    expect(reservation(ids.otherVisit)).toMatchObject({ status: 'short', reservedParts: [] });
    expect(reservation()).toMatchObject({ status: 'short', lines: [{ lots: [{ milli: 1_000 }] }] });
    expect(room.newOrders).toMatchObject([{ visitId: ids.otherVisit }, { visitId: ids.visit, milli: 1_000 }]);
    expect(room.bin('P-1', 'A-1')).toMatchObject({ onHandMilli: 1_000, reservedMilli: 1_000 });
  });

  it('is replaced from another bin if possible', () => {
    const { room, reservation } = aStore()
      .holding('P-1', '1')
      .appointed(['P-1', '1'])
      .holding('P-1', '1', 'B-1')
      .open();
    room.scrap('P-1', 'A-1', 1_000, 'damaged');
    expect(reservation()).toMatchObject({ status: 'reserved', lines: [{ lots: [{ bin: 'B-1' }] }] });
  });

  it('is reserved for a waiting visit when it is found again', () => {
    const { room, reservation } = aStore().appointed(['P-1', '1']).open();
    room.count('P-1', 'A-1', 1_000);
    expect(reservation().status).toBe('covered');
  });
});

describe('a supply order for the stock', () => {
  it('is created only for an orderable part', () => {
    const { room } = aStore().open();
    expect(room.needForStore('P-1', 2_000)).toMatchObject({ status: 'needed', milli: 2_000 });
    room.part('P-1').supersede(room.part('P-2'), minute(0));
    expect(() => room.needForStore('P-1', 2_000)).toThrow('PART_SUPERSEDED');
  });
});

describe('the stock level of a part', () => {
  it('has a maximum that is not below its minimum', () => {
    const level = StockLevel.open(ids.unknown, ids.station, 'P-1');
    expect(() => level.set(2_000, 1_000, minute(0))).toThrow('LEVELS_REVERSED');
    level.set(1_000, 2_000, minute(0));
    expect(level).toMatchObject({ minMilli: 1_000, maxMilli: 2_000, setAt: minute(0) });
  });
});
