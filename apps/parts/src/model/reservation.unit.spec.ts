import { journalOf } from '@waystation/model';
import { day, minute, publishedBy } from '@waystation/testing/model';
import { appointed, aStore, anItem, type StoreBuilder } from '../../testing/a-store.ts';
import { ids } from '../../testing/ids.ts';
import { milliOf } from './quantity.ts';
import { wantsOfAppointment } from './reservation-line.ts';
import { Reservation } from './reservation.ts';

/** Names and fields of the events published since `from`. */
const eventsSince = (of: object, from = 0) => publishedBy(of).slice(from);
const names = (of: object, from = 0) => eventsSince(of, from).map(({ name }) => name);

/** Opens the built store, with its visit and the number of events published so far. */
function opened(builder: StoreBuilder) {
  const store = builder.open();
  const visit = store.reservation();
  return { ...store, visit, before: journalOf(visit).published.length };
}

const line = (partNumber: string, quantity: string) => ({ partNumber, quantity });
const other = { itemId: ids.otherItem, concernId: ids.otherConcern };
const order = (orderRevision: number, ...items: ReturnType<typeof anItem>[]) => ({ orderRevision, items });

describe('an appointment', () => {
  it('gets free parts reserved', () => {
    const { visit, room } = opened(aStore().holding('P-1', '5').appointed(['P-1', '2']));
    expect(eventsSince(visit)).toMatchObject([
      {
        name: 'PartsReserved',
        reservationId: ids.visit,
        parts: [{ itemId: '', concernId: ids.concern, quantity: '2' }],
      },
    ]);
    expect(visit).toMatchObject({ status: 'reserved', toShelveSince: minute(0), reservedParts: ['P-1'] });
    expect(room.bin('P-1', 'A-1')).toMatchObject({ onHandMilli: 5_000, reservedMilli: 2_000, freeMilli: 3_000 });
  });

  it('gets missing parts ordered, and publishes their expected date', () => {
    const { visit, orders } = opened(aStore().holding('P-1', '1').appointed(['P-1', '3'], ['P-2', '1']));
    expect(eventsSince(visit)).toMatchObject([
      { name: 'PartsReserved', parts: [line('P-1', '1')] },
      { name: 'PartsShort', parts: [{ ...line('P-1', '2'), expectedAt: day(2) }, line('P-2', '1')] },
    ]);
    expect(orders).toMatchObject([
      { partNumber: 'P-1', milli: 2_000, visitId: ids.visit, status: 'needed' },
      { partNumber: 'P-2', milli: 1_000 },
    ]);
    expect(visit).toMatchObject({ status: 'short', shortParts: ['P-1', 'P-2'] });
  });

  it('publishes a missing part without a date if it is not in the catalogue', () => {
    const { visit } = opened(aStore().appointed(['P-9', '1']));
    const [short] = eventsSince(visit) as unknown as { parts: object[] }[];
    expect(short!.parts).toEqual([{ itemId: '', concernId: ids.concern, ...line('P-9', '1') }]);
  });

  it('has no effect after the order is countersigned', () => {
    const { visit, room, before } = opened(aStore().holding('P-1', '5').countersigned(['P-1', '1']));
    visit.reserve(wantsOfAppointment(appointed([['P-1', '4']])), day(1), room);
    expect(names(visit, before)).toEqual([]);
  });
});

describe('a countersigned order', () => {
  it('takes over the parts reserved for the appointment, on their place on the shelf', () => {
    const builder = aStore().holding('P-1', '2').appointed(['P-1', '2']).picked();
    const { visit, room, before } = opened(builder);
    visit.follow(order(1, anItem([['P-1', '2']])), room);
    expect(eventsSince(visit, before)).toMatchObject([
      { name: 'PartsReserved', parts: [{ itemId: ids.item, ...line('P-1', '2') }] },
    ]);
    expect(visit.lines).toMatchObject([{ authorised: true, lots: [{ bin: 'S1/03', shelved: true, milli: 2_000 }] }]);
    expect(visit).toMatchObject({ toShelveSince: null, toIssueSince: minute(0) });
  });

  it('distributes reserved parts to its items, first by concern, and releases the rest', () => {
    const builder = aStore().holding('P-1', '4').appointed(['P-1', '4']);
    const { visit, room, before } = opened(builder);
    visit.follow(order(1, anItem([['P-1', '1']], other), anItem([['P-1', '2']])), room);
    expect(eventsSince(visit, before)).toMatchObject([
      { name: 'PartsReleased', reason: 'order_changed', parts: [line('P-1', '1')] },
      { name: 'PartsReserved', parts: [{ itemId: ids.otherItem }, { itemId: ids.item, quantity: '2' }] },
    ]);
    expect(room.bin('P-1', 'A-1').freeMilli).toBe(1_000);
  });

  it('gets free parts reserved for a walk-in', () => {
    const { visit } = opened(aStore().holding('P-1', '1').countersigned(['P-1', '1']));
    expect(names(visit)).toEqual(['PartsReserved']);
    expect(visit.forAppointment).toBe(false);
  });

  it('merges lines of the same part of one item', () => {
    const { visit } = opened(aStore().holding('P-1', '3').countersigned(['P-1', '1'], ['P-1', '2']));
    expect(visit.lines).toMatchObject([{ wantedMilli: 3_000 }]);
  });

  it('reserves nothing if it has no parts', () => {
    const { visit } = opened(aStore().countersigned());
    expect(visit).toMatchObject({ status: 'empty', orderedItemIds: [ids.item] });
    expect(names(visit)).toEqual([]);
  });
});

describe('a changed order', () => {
  it('publishes more or fewer parts, and nothing if its parts are the same', () => {
    const { visit, room, before } = opened(aStore().holding('P-1', '3').countersigned(['P-1', '2']));
    visit.follow(order(2, anItem([['P-1', '2']])), room);
    expect(names(visit, before)).toEqual([]);
    visit.follow(order(3, anItem([['P-1', '4']])), room);
    expect(eventsSince(visit, before)).toMatchObject([
      { name: 'PartsReserved', parts: [line('P-1', '3')] },
      { name: 'PartsShort', parts: [line('P-1', '1')] },
    ]);
    visit.follow(order(4, anItem([['P-1', '1']])), room);
    expect(eventsSince(visit, before + 2)).toMatchObject([
      { name: 'PartsReleased', parts: [line('P-1', '2')] },
      { name: 'PartsReserved', parts: [line('P-1', '1')] },
      { name: 'PartsCovered' },
    ]);
    expect(room.newOrders).toMatchObject([{ status: 'cancelled' }]);
  });

  it('is ignored if it arrives after a newer one', () => {
    const { visit, room, before } = opened(
      aStore()
        .holding('P-1', '3')
        .ordered(2, anItem([['P-1', '2']])),
    );
    visit.follow(order(1, anItem([['P-1', '1']])), room);
    expect(names(visit, before)).toEqual([]);
  });

  it('asks for the return of issued parts that are no longer needed', () => {
    const { visit, room, before } = opened(aStore().holding('P-1', '3').countersigned(['P-1', '3']).issued('P-1', '1'));
    visit.follow(order(2), room);
    expect(eventsSince(visit, before)).toMatchObject([
      { name: 'PartsReleased', reason: 'order_changed', parts: [line('P-1', '2')] },
    ]);
    expect(visit).toMatchObject({ status: 'released', toReturnSince: minute(0), toIssueSince: null });
    expect(visit.lines).toMatchObject([{ authorised: false, issuedMilli: 1_000, wantedMilli: 0 }]);
    visit.follow(order(3, anItem([['P-1', '3']])), room);
    expect(visit).toMatchObject({ status: 'reserved', toReturnSince: null });
    expect(visit.lines).toMatchObject([{ authorised: true, issuedMilli: 1_000, lots: [{ milli: 2_000 }] }]);
  });
});

describe('a withdrawn item', () => {
  it('releases its parts, but not those of other items', () => {
    const items = [anItem([['P-1', '1']]), anItem([['P-2', '1']], other)];
    const { visit, room, before } = opened(
      aStore()
        .holding('P-1', '1')
        .holding('P-2', '1')
        .ordered(1, ...items),
    );
    visit.recall(ids.item, room);
    expect(eventsSince(visit, before)).toMatchObject([
      { name: 'PartsReleased', reason: 'item_withdrawn', parts: [line('P-1', '1')] },
      { name: 'PartsReserved', parts: [line('P-2', '1')] },
    ]);
    visit.recall(ids.item, room);
    expect(names(visit, before + 2)).toEqual([]);
  });

  it('ends the waiting for parts that are no longer needed', () => {
    const { visit, room, orders, before } = opened(aStore().countersigned(['P-1', '1']));
    visit.recall(ids.item, room);
    expect(names(visit, before)).toEqual(['PartsCovered', 'PartsReleased']);
    expect(orders).toMatchObject([{ status: 'cancelled' }]);
  });
});

describe('a visit that ends', () => {
  it('releases everything that was not issued', () => {
    const { visit, room, before } = opened(aStore().holding('P-1', '2').appointed(['P-1', '2'], ['P-2', '1']));
    visit.release('visit_marked_no_show', room);
    expect(eventsSince(visit, before)).toMatchObject([
      { name: 'PartsReleased', reason: 'visit_marked_no_show', parts: [line('P-1', '2')] },
    ]);
    expect(visit).toMatchObject({ status: 'released', lines: [], toShelveSince: null, shortParts: [] });
    expect(room.bin('P-1', 'A-1').freeMilli).toBe(2_000);
    visit.release('visit_cancelled', room);
    expect(names(visit, before + 1)).toEqual([]);
  });

  it('keeps issued parts in the delivered vehicle, and releases the rest', () => {
    const builder = aStore().holding('P-1', '3').countersigned(['P-1', '3'], ['P-2', '1']).issued('P-1', '1');
    const { visit, room, orders, before } = opened(builder);
    visit.releaseAfterDelivery(room);
    expect(eventsSince(visit, before)).toMatchObject([
      { name: 'PartsReleased', reason: 'vehicle_delivered', parts: [line('P-1', '2')] },
    ]);
    expect(visit).toMatchObject({ status: 'released', shortParts: [], toIssueSince: null, toReturnSince: null });
    expect(visit.lines[0]).toMatchObject({ authorised: true, issuedMilli: 1_000, wantedMilli: 1_000, lots: [] });
    expect(room.bin('P-1', 'A-1').freeMilli).toBe(2_000);
    expect(orders).toMatchObject([{ status: 'cancelled' }]);
    visit.releaseAfterDelivery(room);
    expect(names(visit, before + 1)).toEqual([]);
  });

  it('serves other visits that wait for its parts', () => {
    const builder = aStore().holding('P-1', '2').appointed(['P-1', '2']).of(ids.otherVisit).appointed(['P-1', '1']);
    const { visit, room, reservation } = opened(builder);
    visit.release('appointment_cancelled', room);
    expect(reservation(ids.otherVisit)).toMatchObject({ status: 'covered', lines: [{ lots: [{ milli: 1_000 }] }] });
  });

  it('lets the advisor release its parts only before the order is countersigned', () => {
    const before = opened(aStore().holding('P-1', '1').appointed(['P-1', '1']));
    before.visit.releaseByAdvisor(before.room);
    expect(eventsSince(before.visit).at(-1)).toMatchObject({ name: 'PartsReleased', reason: 'not_needed' });
    const after = opened(aStore().holding('P-1', '1').countersigned(['P-1', '1']));
    expect(() => after.visit.releaseByAdvisor(after.room)).toThrow('ORDER_COUNTERSIGNED');
  });
});

describe('received goods', () => {
  it('are reserved for waiting visits, the oldest first', () => {
    const builder = aStore().appointed(['P-1', '2']).of(ids.otherVisit).appointed(['P-1', '2']);
    const { visit, room, reservation, before } = opened(builder);
    const { served } = room.receive([{ partNumber: 'P-1', milli: 3_000, bin: 'A-1' }], '');
    expect(served.map(({ visitId }) => visitId)).toEqual([ids.visit, ids.otherVisit]);
    expect(eventsSince(visit, before)).toMatchObject([
      { name: 'PartsReserved', parts: [line('P-1', '2')] },
      { name: 'PartsCovered' },
    ]);
    expect(visit.status).toBe('covered');
    const second = reservation(ids.otherVisit);
    expect(eventsSince(second).slice(1)).toMatchObject([
      { name: 'PartsReserved', parts: [line('P-1', '1')] },
      { name: 'PartsShort', parts: [line('P-1', '1')] },
    ]);
    expect(room.newOrders.map(({ status, milli }) => [status, milli])).toEqual([
      ['cancelled', 2_000],
      ['needed', 1_000],
    ]);
  });

  it('do not change an order that is placed already', () => {
    const { visit, room, orders, before } = opened(aStore().appointed(['P-1', '2']));
    orders[0]!.order({ supplier: 'MAKER', expectedAt: day(5) }, ids.partsClerk, minute(1));
    visit.expect(room);
    expect(eventsSince(visit, before)).toMatchObject([{ name: 'PartsShort', parts: [{ expectedAt: day(5) }] }]);
    room.receive([{ partNumber: 'P-1', milli: 2_000, bin: 'A-1' }], '');
    expect(orders).toMatchObject([{ status: 'ordered' }]);
  });
});

describe('picking to the shelf', () => {
  const place = { shelf: 'S1', bin: '03', clerkId: ids.partsClerk };

  it('moves reserved parts there, and answers if all parts are there', () => {
    const { visit, room, before } = opened(aStore().holding('P-1', '1').appointed(['P-1', '1'], ['P-2', '1']));
    expect(visit.pick(place, undefined, room).complete).toBe(false);
    room.receive([{ partNumber: 'P-2', milli: 1_000, bin: 'B-1' }], '');
    expect(visit.toShelveSince).toEqual(minute(0));
    expect(visit.pick(place, undefined, room)).toMatchObject({ complete: true, parts: [line('P-2', '1')] });
    expect(names(visit, before)).toEqual(['PartsShelved', 'PartsReserved', 'PartsCovered', 'PartsShelved']);
    expect(visit).toMatchObject({ shelf: 'S1', bin: '03', toShelveSince: null, status: 'covered' });
    expect(room.bin('P-1', 'S1/03')).toMatchObject({ onHandMilli: 1_000, reservedMilli: 1_000 });
    expect(room.bin('P-1', 'A-1')).toMatchObject({ onHandMilli: 0, reservedMilli: 0 });
  });

  it('moves the requested quantity', () => {
    const { visit, room } = opened(aStore().holding('P-1', '3').appointed(['P-1', '3']));
    visit.pick(place, [{ partNumber: 'P-1', milli: 2_000 }], room);
    expect(visit.lines[0]!.lots).toEqual([
      { bin: 'S1/03', milli: 2_000, shelved: true },
      { bin: 'A-1', milli: 1_000, shelved: false },
    ]);
    expect(() => visit.pick(place, [{ partNumber: 'P-1', milli: 2_000 }], room)).toThrow('PART_NOT_RESERVED');
  });

  it('needs the same place each time, and something to pick', () => {
    const { visit, room } = opened(aStore().holding('P-1', '1').appointed(['P-1', '1']).picked());
    expect(() => visit.pick({ ...place, bin: '04' }, undefined, room)).toThrow('SHELF_DIFFERS');
    expect(() => visit.pick(place, undefined, room)).toThrow('NOTHING_TO_PICK');
    const none = opened(aStore().countersigned());
    expect(() => none.visit.pick(place, undefined, none.room)).toThrow('shelve from empty');
  });
});

describe('issuing parts', () => {
  const required = (visit: Reservation) =>
    journalOf(visit)
      .required.filter(({ holds }) => !holds)
      .map(({ rule, requirement, subject }) => [rule, requirement, subject]);
  const one = [{ partNumber: 'P-1', milli: 1_000 }];

  it('takes reserved parts, from the shelf first', () => {
    const place = { shelf: 'S1', bin: '03', clerkId: ids.partsClerk };
    const builder = aStore().holding('P-1', '2').appointed(['P-1', '2']);
    const { visit, room } = opened(builder);
    visit.pick(place, one, room);
    visit.follow(order(1, anItem([['P-1', '2']])), room);
    const before = journalOf(visit).published.length;
    expect(visit.issue(ids.item, one, room)).toMatchObject([{ partNumber: 'P-1', milli: 1_000, returnedMilli: 0 }]);
    expect(required(visit)).toEqual([]);
    expect(names(visit, before)).toEqual([]);
    expect(room.bin('P-1', 'S1/03').onHandMilli).toBe(0);
    visit.issue(ids.item, one, room);
    expect(visit).toMatchObject({ toIssueSince: null, reservedParts: [] });
  });

  it('requires that a countersigned order contains the part and the quantity', () => {
    const appointment = opened(aStore().holding('P-1', '5').appointed(['P-1', '2']));
    appointment.visit.issue(ids.item, one, appointment.room);
    expect(required(appointment.visit)).toEqual([['REP-D09', 'PART_NOT_AUTHORISED', 'P-1']]);
    const ordered = opened(aStore().holding('P-1', '5').countersigned(['P-1', '1']));
    ordered.visit.issue(ids.item, [{ partNumber: 'P-1', milli: 2_000 }], ordered.room);
    expect(required(ordered.visit)).toEqual([['REP-D09', 'PART_ABOVE_AUTHORISED', 'P-1']]);
    const another = opened(aStore().holding('P-1', '5').countersigned(['P-1', '1']));
    another.visit.issue(ids.otherItem, one, another.room);
    expect(required(another.visit)).toEqual([['REP-D09', 'PART_NOT_AUTHORISED', 'P-1']]);
  });

  it('refuses parts that are missing or reserved for other visits', () => {
    const builder = aStore().holding('P-1', '1').of(ids.otherVisit).countersigned(['P-1', '1']).of(ids.visit);
    const { visit, room } = opened(builder.countersigned(['P-1', '1']));
    expect(() => visit.issue(ids.item, one, room)).toThrow('PART_NOT_AVAILABLE');
  });

  it('lists every part that is short or not ordered in one refusal', () => {
    const { visit, room } = opened(aStore().holding('P-1', '1').countersigned(['P-1', '5']));
    const wanted = ['P-1', 'P-2'].map((partNumber) => ({ partNumber, milli: 5_000 }));
    expect(() => visit.issue(ids.item, wanted, room)).toThrow('PART_NOT_AVAILABLE (partNumbers=P-1, P-2)');
    expect(required(visit)).toEqual([['REP-D09', 'PART_NOT_AUTHORISED', 'P-2']]);
  });

  it('does not reserve returned parts again, but issues them again', () => {
    const { visit, room } = opened(aStore().holding('P-1', '1').countersigned(['P-1', '1']).issued('P-1', '1'));
    visit.returnParts(ids.item, one, room);
    room.returnParts(one, 'A-1', ids.visit);
    expect(visit).toMatchObject({ reservedParts: [], shortParts: [] });
    visit.issue(ids.item, one, room);
    expect(required(visit)).toEqual([]);
    expect(visit.lines).toMatchObject([{ issuedMilli: 2_000, returnedMilli: 1_000 }]);
  });

  it('removes the line of a withdrawn item when its parts are returned', () => {
    const { visit, room } = opened(aStore().holding('P-1', '1').countersigned(['P-1', '1']).issued('P-1', '1'));
    visit.recall(ids.item, room);
    expect(visit.toReturnSince).toEqual(minute(0));
    visit.returnParts(ids.item, one, room);
    expect(visit).toMatchObject({ lines: [], toReturnSince: null });
    expect(() => visit.returnParts(ids.item, one, room)).toThrow('issued part P-1 not found');
  });
});

describe('a part removed from a vehicle', () => {
  it('must belong to an item of the countersigned order', () => {
    const { visit } = opened(aStore().countersigned(['P-1', '1']));
    visit.mustHaveOrdered(ids.item);
    expect(() => visit.mustHaveOrdered(ids.otherItem)).toThrow('ITEM_NOT_ORDERED');
  });
});

describe('any sequence of steps', () => {
  /** Random numbers that are the same in each run. */
  function randomNumbers(seed: number) {
    let state = seed;
    return (sides: number) => (state = (state * 48_271) % 2_147_483_647) % sides;
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('neither loses, creates nor promises a piece twice: seed %d', (seed) => {
    const random = randomNumbers(seed * 7_919);
    const { room, reservation, reservations } = aStore().open();
    const visits = [ids.visit, ids.otherVisit, ids.unknown];
    let received = 0;
    let out = 0;
    for (let turn = 1; turn <= 200; turn += 1) {
      const visit = reservation(visits[random(3)]!);
      const partNumber = ['P-1', 'P-2'][random(2)]!;
      const quantity = String(1 + random(4));
      const milli = milliOf(quantity);
      const item = anItem([[partNumber, quantity]], random(2) ? {} : other);
      switch (random(8)) {
        case 0:
          room.receive([{ partNumber, milli, bin: `A-${random(3)}` }], '');
          received += milli;
          break;
        case 1:
          visit.reserve(wantsOfAppointment(appointed([[partNumber, quantity]])), null, room);
          break;
        case 2:
          visit.follow(order(turn, item), room);
          break;
        case 3:
          visit.recall(item.itemId, room);
          break;
        case 4:
          visit.release('visit_marked_no_show', room);
          break;
        case 5:
          if (visit.reservedParts.length > 0 && visit.lines.some(({ lots }) => lots.some(({ shelved }) => !shelved))) {
            visit.pick(
              { shelf: visit.shelf ?? 'S1', bin: visit.bin ?? '01', clerkId: ids.partsClerk },
              undefined,
              room,
            );
          }
          break;
        case 6: {
          const ready = visit.lines.find(({ authorised, lots }) => authorised && lots.length > 0);
          if (!ready) break;
          visit.issue(ready.itemId!, [{ partNumber: ready.partNumber, milli: 1_000 }], room);
          out += 1_000;
          break;
        }
        case 7: {
          const back = visit.lines.find(({ issuedMilli, returnedMilli }) => issuedMilli > returnedMilli);
          if (!back) break;
          const returned = [{ partNumber: back.partNumber, milli: 1_000 }];
          visit.returnParts(back.itemId!, returned, room);
          room.returnParts(returned, 'A-0', visit.visitId);
          out -= 1_000;
        }
      }
      for (const balance of room.newBalances) {
        const ledger = room.movements.filter((row) => row.partNumber === balance.partNumber && row.bin === balance.bin);
        expect(balance.onHandMilli).toBe(ledger.reduce((sum, row) => sum + row.milli, 0));
        const promised = reservations
          .flatMap(({ lines }) => lines.filter((each) => each.partNumber === balance.partNumber))
          .flatMap(({ lots }) => lots.filter(({ bin }) => bin === balance.bin));
        expect(balance.reservedMilli).toBe(promised.reduce((sum, lot) => sum + lot.milli, 0));
        expect(balance.reservedMilli).toBeLessThanOrEqual(balance.onHandMilli);
      }
      expect(room.newBalances.reduce((sum, { onHandMilli }) => sum + onHandMilli, 0)).toBe(received - out);
      // No visit lacks a part that is free.
      for (const { shortParts, status, lines } of reservations) {
        for (const short of shortParts) {
          const bins = room.newBalances.filter((each) => each.partNumber === short);
          expect(bins.reduce((sum, { freeMilli }) => sum + freeMilli, 0)).toBe(0);
        }
        expect(status === 'short').toBe(lines.some((each) => shortParts.includes(each.partNumber)));
      }
      // The open orders of each visit are equal to the quantities that it lacks.
      for (const { visitId, lacking } of reservations) {
        const open = room.newOrders.filter((each) => each.isOpen && each.visitId === visitId);
        expect(new Map(open.map((each) => [each.partNumber, each.outstandingMilli]))).toEqual(lacking);
      }
    }
  });
});
