import { minute, publishedBy } from '@waystation/testing/model';
import { aStore } from '../../testing/a-store.ts';
import { ids } from '../../testing/ids.ts';
import { StockLevel } from './stock-level.ts';

const one = { partNumber: 'P-1', milli: 1_000 };

describe('a bin', () => {
  it('tells of each change, and the ledger adds up to what lies in it', () => {
    const { room } = aStore().holding('P-1', '5').live();
    room.move(one, 'A-1', 'A-2');
    room.count('P-1', 'A-1', 6_000);
    room.scrap('P-1', 'A-1', 2_000, 'damaged');
    expect(publishedBy(room.bin('P-1', 'A-1'))).toMatchObject([
      { name: 'StockChanged', key: `${ids.station}:P-1`, kind: 'receive', quantity: '5', binQuantity: '5' },
      { kind: 'move', quantity: '-1', binQuantity: '4', keeperId: ids.keeper },
      { kind: 'count', quantity: '2', binQuantity: '6' },
      { kind: 'scrap', quantity: '-2', binQuantity: '4' },
    ]);
    expect(room.movements).toMatchObject([
      { kind: 'receive', milli: 5_000 },
      { kind: 'move', milli: -1_000, bin: 'A-1' },
      { kind: 'move', milli: 1_000, bin: 'A-2' },
      { kind: 'count', milli: 2_000 },
      { kind: 'scrap', milli: -2_000, reference: 'damaged', keeperId: ids.keeper, movedAt: minute(0) },
    ]);
  });

  it('holds no less than nothing, no part of a piece, nothing that nobody knows', () => {
    const { room } = aStore().holding('P-1', '1').live();
    expect(() => room.scrap('P-1', 'A-1', 2_000, 'lost')).toThrow('STOCK_SHORT');
    expect(() => room.move({ ...one, milli: 2_000 }, 'A-1', 'A-2')).toThrow('STOCK_SHORT');
    expect(() => room.move(one, 'A-1', 'A-1')).toThrow('SAME_BIN');
    expect(() => room.receive([{ ...one, milli: 1_500, bin: 'A-1' }], '')).toThrow('QUANTITY_NOT_WHOLE');
    expect(() => room.count('P-1', 'A-1', 1_500)).toThrow('QUANTITY_NOT_WHOLE');
    expect(() => room.receive([{ ...one, partNumber: 'P-9', bin: 'A-1' }], '')).toThrow('part P-9 not found');
    expect(() => room.receive([{ ...one, milli: 999_999_000, bin: 'A-1' }], '')).toThrow('BIN_FULL');
  });

  it('leaves what is set aside where it is, when something is moved', () => {
    const { room } = aStore().holding('P-1', '2').appointed(['P-1', '2']).live();
    expect(() => room.move(one, 'A-1', 'A-2')).toThrow('STOCK_SHORT');
  });
});

describe('what was not found in a bin', () => {
  it('lacks again, for the youngest first', () => {
    const builder = aStore().holding('P-1', '3').appointed(['P-1', '2']).of(ids.otherVisit).appointed(['P-1', '1']);
    const { room, reservation } = builder.live();
    expect(room.count('P-1', 'A-1', 1_000)).toBe(-2_000);
    expect(reservation(ids.otherVisit)).toMatchObject({ status: 'short', reservedParts: [] });
    expect(reservation()).toMatchObject({ status: 'short', lines: [{ lots: [{ milli: 1_000 }] }] });
    expect(room.newOrders).toMatchObject([{ visitId: ids.otherVisit }, { visitId: ids.visit, milli: 1_000 }]);
    expect(room.bin('P-1', 'A-1')).toMatchObject({ onHandMilli: 1_000, reservedMilli: 1_000 });
  });

  it('is taken from another bin, if there is any', () => {
    const { room, reservation } = aStore()
      .holding('P-1', '1')
      .appointed(['P-1', '1'])
      .holding('P-1', '1', 'B-1')
      .live();
    room.scrap('P-1', 'A-1', 1_000, 'damaged');
    expect(reservation()).toMatchObject({ status: 'reserved', lines: [{ lots: [{ bin: 'B-1' }] }] });
  });

  it('and is found again serves who waits', () => {
    const { room, reservation } = aStore().appointed(['P-1', '1']).live();
    room.count('P-1', 'A-1', 1_000);
    expect(reservation().status).toBe('covered');
  });
});

describe('an order for the store', () => {
  it('is made of what can be ordered', () => {
    const { room } = aStore().live();
    expect(room.needForStore('P-1', 2_000)).toMatchObject({ status: 'needed', milli: 2_000 });
    room.part('P-1').supersede(room.part('P-2'), minute(0));
    expect(() => room.needForStore('P-1', 2_000)).toThrow('PART_SUPERSEDED');
  });
});

describe('how much of a part a station keeps', () => {
  it('is at most no less than at least', () => {
    const level = StockLevel.open(ids.unknown, ids.station, 'P-1');
    expect(() => level.set(2_000, 1_000, minute(0))).toThrow('LEVELS_REVERSED');
    level.set(1_000, 2_000, minute(0));
    expect(level).toMatchObject({ minMilli: 1_000, maxMilli: 2_000, setAt: minute(0) });
  });
});
