import { eventOf, type Actor } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { ListEvents } from '@waystation/service';
import { describeService, startTestService } from '@waystation/testing';
import { day } from '@waystation/testing/model';
import { IssueSlip } from './model/issue-slip.ts';
import { SupplyOrder } from './model/supply-order.ts';
import { PartsModule } from './parts.module.ts';
import { CheckAvailability } from './queries/check-availability.ts';
import { GetVisitParts } from './queries/get-visit-parts.ts';
import { ListParts } from './queries/list-parts.ts';
import { ListStock } from './queries/list-stock.ts';
import { ListSupplyOrders } from './queries/list-supply-orders.ts';
import { ListWork } from './queries/list-work.ts';
import { IssueSlips } from './store/issue-slip.mapping.ts';
import { Reservations } from './store/reservation.mapping.ts';
import { aPart, filter } from '../testing/a-part.ts';
import { anItem, appointed, aStore, type PartAmount } from '../testing/a-store.ts';
import { ids, visitNumber } from '../testing/ids.ts';
import { keepStaff, builtOne, partsQueries, partsReactions, partsSteps } from '../testing/parts-samples.ts';
import { CountStock } from './use-cases/count-stock.ts';
import { DisposeReplacedPart } from './use-cases/dispose-replaced-part.ts';
import { IssueParts } from './use-cases/issue-parts.ts';
import { KeepReplacedPart } from './use-cases/keep-replaced-part.ts';
import { MoveStock } from './use-cases/move-stock.ts';
import { OrderParts } from './use-cases/order-parts.ts';
import { PickToShelf } from './use-cases/pick-to-shelf.ts';
import { ReceiveGoods } from './use-cases/receive-goods.ts';
import { ReceiveOrder } from './use-cases/receive-order.ts';
import { RegisterPart } from './use-cases/register-part.ts';
import { ReleaseParts } from './use-cases/release-parts.ts';
import { ReturnParts } from './use-cases/return-parts.ts';
import { ScrapStock } from './use-cases/scrap-stock.ts';
import { SetStockLevel } from './use-cases/set-stock-level.ts';

const parts = await startTestService(PartsModule);
const { given, clock, actors, stationA } = parts;
const { advisor, technician, networkAdmin: admin } = actors;

beforeAll(() => keepStaff(parts, stationA.id));

const ofVisit = { visitId: ids.visit };
const catalogue = [aPart('P-1'), aPart('P-2')] as const;
const countersigned = 'waystation.reception.v1.RepairOrderCountersigned';
const confirmed = 'waystation.appointments.v1.AppointmentConfirmed';
const byPartsClerk = { by: actors.partsClerk };

/** Stock and reserved quantity of each bin of station A, with the sums of its ledger and of the reservations. */
function bookRows() {
  return parts.database.rows<{ bin: string; onHand: number; ledger: number; reserved: number; promised: number }>(
    `select bin, on_hand_milli::int as "onHand", reserved_milli::int as reserved,
       (select coalesce(sum(milli), 0)::int from stock_movement as row
        where row.station_id = $1 and row.part_number = balance.part_number and row.bin = balance.bin) as ledger,
       (select coalesce(sum((lot ->> 'milli')::int), 0)::int
        from reservation, jsonb_array_elements(lines) as line, jsonb_array_elements(line -> 'lots') as lot
        where station_id = $1 and line ->> 'partNumber' = balance.part_number and lot ->> 'bin' = balance.bin) as promised
     from stock_balance as balance where station_id = $1 order by part_number, bin`,
    [stationA.id],
  );
}

/** Checks that stock, ledger and reservations agree. @returns total stock and reserved quantity */
async function checkBooks(): Promise<{ onHand: number; reserved: number }> {
  const rows = await bookRows();
  expect(rows.map(({ bin, ledger, promised }) => [bin, ledger, promised])).toEqual(
    rows.map(({ bin, onHand, reserved }) => [bin, onHand, reserved]),
  );
  const sum = (of: 'onHand' | 'reserved') => rows.reduce((all, row) => all + row[of], 0);
  return { onHand: sum('onHand'), reserved: sum('reserved') };
}

const statusOf = async (visitId: string) => (await parts.run(GetVisitParts, { visitId }, { by: advisor })).status;

describe('the mapping of a reservation', () => {
  it('loads a reservation exactly as it was stored', async () => {
    const store = aStore().holding('P-1', '3').appointed(['P-1', '2'], ['P-2', '1']).picked();
    const [, , built] = await parts.arrange(...catalogue, store.ordered(1, anItem([['P-1', '2']])).issued('P-1', '1'));
    const [reservation, slip] = await parts.loaded(() =>
      Promise.all([new Reservations().get(ids.visit), new IssueSlips().get(ids.slip)]),
    );
    expect({ ...reservation }).toEqual({ ...built[0], version: 1 });
    expect({ ...slip }).toEqual({ ...builtOne(IssueSlip, built), version: 1 });
  });
});

describe('an appointment', () => {
  const event = { ...ofVisit, parts: appointed([['P-1', '2']]), slot: { startAt: day(1), endAt: day(2) } };

  it('gets its parts reserved, shelved and handed over to the order', async () => {
    await given(...catalogue, aStore().of(ids.otherVisit).holding('P-1', '2'))
      .whenArrives(confirmed, event, { standardVersion: '7' })
      .thenPublishedOnly('PartsReserved')
      .and(({ events }) => expect(events[0]!.headers['ce_standardversion']).toBe('7'));
    const work = async () => (await parts.run(ListWork, {}, byPartsClerk)).items;
    expect(await work()).toMatchObject([
      {
        kind: 'pick_to_shelf',
        subjectId: ids.visit,
        ...ofVisit,
        role: Role.PARTS_CLERK,
        dueAt: day(1),
        rule: 'APT-D08',
      },
    ]);
    await parts.run(PickToShelf, { ...ofVisit, shelf: 'S1', bin: '03' }, byPartsClerk);
    expect(await work()).toEqual([]);
    await parts.react(parts.event(countersigned, { ...ofVisit, orderRevision: 1, items: [anItem([['P-1', '2']])] }));
    expect(await work()).toMatchObject([{ kind: 'issue_parts', rule: 'REP-D09' }]);
    const issue = {
      ...ofVisit,
      itemId: ids.item,
      technicianId: ids.anna,
      parts: [{ partNumber: 'P-1', quantity: '2' }],
    };
    const { issueSlipId, lines } = await parts.run(IssueParts, issue, byPartsClerk);
    expect(lines).toMatchObject([{ partNumber: 'P-1', quantity: '2' }]);
    expect(await work()).toEqual([]);
    expect(await checkBooks()).toEqual({ onHand: 0, reserved: 0 });
    expect(await parts.run(GetVisitParts, ofVisit, { by: actors.gateAttendant, service: 'billing' })).toMatchObject({
      shelf: 'S1',
      bin: '03',
      status: 'reserved',
      parts: [
        {
          itemId: ids.item,
          concernId: ids.concern,
          requiredQuantity: '2',
          reservedQuantity: '0',
          shelvedQuantity: '0',
          issuedQuantity: '2',
          authorised: true,
        },
      ],
      issued: [{ issueSlipId, issueLineId: lines[0]!.issueLineId, quantity: '2', returnedQuantity: '0' }],
    });
    const { events } = await parts.run(ListEvents, ofVisit, { by: advisor });
    expect(events.map(({ type }) => type.split('.').pop())).toEqual([
      'PartsReserved',
      'PartsShelved',
      'PartsReserved',
      'PartsIssued',
    ]);
  });

  it('creates no reservation if it has no parts', async () => {
    await given()
      .whenArrives(confirmed, { ...event, parts: [] })
      .thenNothingWasPublished();
    await given()
      .when(GetVisitParts, ofVisit, { by: advisor })
      .thenAnswered({ ...ofVisit, status: '', parts: [] });
    expect(await parts.database.rows('select 1 from reservation')).toEqual([]);
  });

  it('has no effect if it arrives after the order', async () => {
    await given(...catalogue, aStore().holding('P-1', '2').countersigned(['P-1', '1']))
      .whenArrives(confirmed, event)
      .thenNothingWasPublished();
  });
});

describe('a missing part', () => {
  it('is ordered, expected, received and reserved', async () => {
    await parts.arrange(...catalogue);
    await parts.react(parts.event(countersigned, { ...ofVisit, orderRevision: 1, items: [anItem([['P-1', '3']])] }));
    expect((await parts.events()).map(({ name, fields }) => [name, fields['parts']])).toMatchObject([
      ['PartsShort', [{ quantity: '3', expectedAt: day(2) }]],
    ]);
    const { supplyOrders } = await parts.run(ListSupplyOrders, { status: 'needed' }, byPartsClerk);
    expect(supplyOrders).toMatchObject([{ partNumber: 'P-1', quantity: '3', ...ofVisit, expectedAt: day(2) }]);
    const { supplyOrderId } = supplyOrders[0]!;
    const kinds = async () => (await parts.run(ListWork, {}, byPartsClerk)).items.map(({ kind }) => kind);
    expect(await kinds()).toEqual(['order_parts']);
    await parts.run(OrderParts, { supplyOrderId, supplier: 'MAKER', expectedAt: day(4) }, byPartsClerk);
    expect(await kinds()).toEqual(['receive_order']);
    expect(await parts.run(GetVisitParts, ofVisit, { by: advisor })).toMatchObject({
      status: 'short',
      parts: [{ requiredQuantity: '3', reservedQuantity: '0', expectedAt: day(4) }],
    });
    const first = await parts.run(ReceiveOrder, { supplyOrderId, quantity: '1', bin: 'A-1' }, byPartsClerk);
    expect(first).toEqual({ supplyOrderId, status: 'ordered', coveredVisitIds: [ids.visit] });
    expect(await statusOf(ids.visit)).toBe('short');
    const rest = await parts.run(ReceiveOrder, { supplyOrderId, bin: 'A-1' }, byPartsClerk);
    expect(rest.status).toBe('received');
    expect(await statusOf(ids.visit)).toBe('covered');
    expect(await kinds()).toEqual(['issue_parts']);
    expect((await parts.events()).at(-1)).toMatchObject({ name: 'PartsCovered', key: ids.visit });
    expect(await checkBooks()).toEqual({ onHand: 3_000, reserved: 3_000 });
  });

  it('is reserved when goods arrive, for the oldest visit first', async () => {
    const [first, second, third] = [1, 2, 3].map(visitNumber) as [string, string, string];
    await parts.arrange(...catalogue);
    for (const visitId of [second, first, third]) {
      clock.advance({ minutes: 1 });
      await parts.react(parts.event(countersigned, { visitId, orderRevision: 1, items: [anItem([['P-1', '2']])] }));
    }
    const lines = [{ partNumber: 'P-1', quantity: '4', bin: 'A-1' }];
    const { coveredVisitIds } = await parts.run(ReceiveGoods, { lines }, byPartsClerk);
    expect(coveredVisitIds).toEqual([second, first]);
    expect(await Promise.all([first, second, third].map(statusOf))).toEqual(['covered', 'covered', 'short']);
  });

  it('is listed as received before when the same delivery note is recorded again', async () => {
    await parts.arrange(...catalogue);
    const receive = (reference: string, ...numbers: string[]) => {
      const lines = numbers.map((partNumber) => ({ partNumber, quantity: '2', bin: 'A-1' }));
      return parts.run(ReceiveGoods, { lines, reference }, byPartsClerk);
    };
    expect((await receive('DN-1', 'P-1')).alreadyReceived).toEqual([]);
    expect((await receive('DN-1', 'P-1', 'P-2')).alreadyReceived).toEqual(['P-1']);
    expect((await receive('DN-2', 'P-1')).alreadyReceived).toEqual([]);
    for (const _ of [1, 2]) expect((await receive('', 'P-2')).alreadyReceived).toEqual([]);
  });

  it('is reserved when another visit releases its parts', async () => {
    const store = aStore().holding('P-1', '1').appointed(['P-1', '1']).of(ids.otherVisit).countersigned(['P-1', '1']);
    await given(...catalogue, store)
      .when(ReleaseParts, ofVisit, { by: advisor })
      .thenPublishedOnly('PartsReleased', 'PartsReserved', 'PartsCovered')
      .andPublished('PartsCovered', { visitId: ids.otherVisit });
    await checkBooks();
  });

  it('can also be ordered for the stock', async () => {
    await given(...catalogue)
      .when(OrderParts, { partNumber: 'P-1', quantity: '4', supplier: 'MAKER' }, byPartsClerk)
      .thenPublished('PartsOrdered', { visitId: '', quantity: '4', expectedAt: day(2) });
    await given().when(OrderParts, { supplier: 'MAKER' }, byPartsClerk).thenInvalid();
    await given()
      .when(OrderParts, { partNumber: 'P-9', quantity: '4', supplier: 'MAKER' }, byPartsClerk)
      .thenNotFound('PART_NOT_FOUND');
  });
});

describe('issuing parts', () => {
  const issue = (facts: object = {}) => ({
    ...ofVisit,
    itemId: ids.item,
    technicianId: ids.anna,
    parts: [{ partNumber: 'P-1', quantity: '1' }],
    ...facts,
  });
  const store = () => aStore().holding('P-1', '5');

  it('is refused before the order is countersigned', async () => {
    await given(...catalogue, store().appointed(['P-1', '1']))
      .when(IssueParts, issue(), byPartsClerk)
      .thenRefused('PART_NOT_AUTHORISED', 'REP-D09')
      .andNothingWasPublished();
  });

  it('is refused for a part or a quantity that is not on the item', async () => {
    const two = [
      { partNumber: 'P-1', quantity: '3' },
      { partNumber: 'P-2', quantity: '1' },
    ];
    await given(...catalogue, store().holding('P-2', '1').countersigned(['P-1', '2']))
      .when(IssueParts, issue({ parts: two }), byPartsClerk)
      .thenRefused('PART_ABOVE_AUTHORISED', 'REP-D09')
      .andRefused('PART_NOT_AUTHORISED', 'REP-D09')
      .andNothingWasPublished();
    expect(await checkBooks()).toEqual({ onHand: 6_000, reserved: 2_000 });
  });

  it('needs a technician of the station, a visit with a reservation and each part once', async () => {
    await given(...catalogue, store().countersigned(['P-1', '1']))
      .when(IssueParts, issue({ technicianId: ids.unknown }), byPartsClerk)
      .thenRefused('TECHNICIAN_UNKNOWN');
    await given()
      .when(IssueParts, issue({ visitId: ids.unknown }), byPartsClerk)
      .thenNotFound('RESERVATION_NOT_FOUND');
    await given()
      .when(IssueParts, issue({ parts: [issue().parts[0], issue().parts[0]] }), byPartsClerk)
      .thenInvalid('parts');
  });

  it('issues an authorised part once, even if three requests arrive at once', async () => {
    await parts.arrange(...catalogue, store().countersigned(['P-1', '1']));
    const tried = await Promise.allSettled([1, 2, 3].map(() => parts.run(IssueParts, issue(), byPartsClerk)));
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await checkBooks()).toEqual({ onHand: 4_000, reserved: 0 });
  });

  it('asks for the return of parts of a withdrawn item, and takes them back', async () => {
    const [, , built] = await parts.arrange(...catalogue, store().countersigned(['P-1', '2']).issued('P-1', '1'));
    await parts.react(parts.event('waystation.reception.v1.ItemWithdrawn', { ...ofVisit, itemId: ids.item }));
    const kinds = async () => (await parts.run(ListWork, {}, byPartsClerk)).items.map(({ kind }) => kind);
    expect(await kinds()).toEqual(['return_parts']);
    const { id: issueSlipId, lines } = builtOne(IssueSlip, built);
    const back = { issueSlipId, lines: [{ issueLineId: lines[0]!.issueLineId, quantity: '1' }], bin: 'B-7' };
    await given()
      .when(ReturnParts, back, byPartsClerk)
      .thenPublishedOnly('StockChanged', 'PartsReturned')
      .andAnswered({ status: 'returned' });
    expect(await kinds()).toEqual([]);
    await given().when(ReturnParts, back, byPartsClerk).thenRefused('WRONG_STATE');
    expect(await checkBooks()).toEqual({ onHand: 5_000, reserved: 0 });
  });
});

describe('simultaneous steps and events', () => {
  const visits = Array.from({ length: 24 }, (_, index) => visitNumber(index + 1));
  const want: PartAmount[] = [
    ['P-1', '1'],
    ['P-2', '2'],
  ];

  it('never reserve the same piece twice', async () => {
    await parts.arrange(...catalogue, aStore().of(ids.otherVisit).holding('P-1', '10').holding('P-2', '12'));
    // Parts in both orders, which would cause deadlocks if the locks had no fixed order.
    const arrivals = visits.map((visitId, index) => {
      const items = [anItem(index % 2 === 0 ? want : [...want].reverse())];
      return parts.event(countersigned, { visitId, orderRevision: 1, items });
    });
    await Promise.all(arrivals.map((event) => parts.react(event)));
    const statuses = await Promise.all(visits.map(statusOf));
    // Ten pieces of P-1 and six pairs of P-2 go to the first visits that ask.
    expect(statuses.filter((status) => status === 'reserved')).toHaveLength(6);
    expect(await checkBooks()).toEqual({ onHand: 22_000, reserved: 22_000 });
    expect(parts.defects).toEqual([]);
  });

  it('conflict if two events of one transaction need or release the same piece, and succeed one by one', async () => {
    const [first, second, third] = visits as [string, string, string];
    await parts.arrange(...catalogue, aStore().of(ids.otherVisit).holding('P-1', '1'));
    const sign = (visitId: string) =>
      parts.event(countersigned, { visitId, orderRevision: 1, items: [anItem([['P-1', '1']])] });
    const inOneTransaction = (...events: ReturnType<typeof parts.event>[]) =>
      parts.running.runner.react(
        events.map((event) => ({
          event,
          reactions: parts.definition.reactions.filter((reaction) => eventOf(reaction) === event.type),
        })),
      );
    const conflict = { kind: 'conflict', reason: 'CHANGED_MEANWHILE' };
    const [one, two] = [sign(first), sign(second)];
    await expect(inOneTransaction(one, two)).rejects.toMatchObject(conflict);
    // The consumer retries one by one.
    await parts.react(one);
    await parts.react(two);
    const cancel = (visitId: string) => parts.event('waystation.reception.v1.VisitCancelled', { visitId });
    await parts.react(cancel(second));
    const [end, late] = [cancel(first), sign(third)];
    await expect(inOneTransaction(late, end)).rejects.toMatchObject(conflict);
    await expect(inOneTransaction(end, late)).rejects.toMatchObject(conflict);
    await parts.react(late);
    await parts.react(end);
    expect(await Promise.all([first, second, third].map(statusOf))).toEqual(['released', 'released', 'covered']);
    await checkBooks();
  });

  it('keep stock, ledger and reservations equal', async () => {
    await parts.arrange(...catalogue, aStore().of(ids.otherVisit).holding('P-1', '6').holding('P-2', '6'));
    const goods = (partNumber: string) => ({ lines: [{ partNumber, quantity: '3', bin: 'A-1' }] });
    const arrive = (visitId: string, index: number) =>
      parts.react(parts.event(countersigned, { visitId, orderRevision: 1, items: [anItem([want[index % 2]!])] }));
    const cancelVisit = (visitId: string) =>
      parts.react(parts.event('waystation.reception.v1.VisitCancelled', { visitId }));
    const move = { partNumber: 'P-1', quantity: '1', fromBin: 'A-1', toBin: 'A-2' };
    const steps = [
      ...visits.slice(0, 12).map(arrive),
      ...['P-1', 'P-2', 'P-1'].map((partNumber) => parts.run(ReceiveGoods, goods(partNumber), byPartsClerk)),
      parts.run(MoveStock, move, byPartsClerk),
      parts.run(CountStock, { partNumber: 'P-2', bin: 'A-1', countedQuantity: '4' }, byPartsClerk),
    ];
    const tried = await Promise.allSettled(steps);
    // Only moving or counting of pieces that are no longer free may be refused.
    const refused = tried.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.filter(({ reason }) => (reason as { reason?: string }).reason !== 'STOCK_SHORT')).toEqual([]);
    await checkBooks();
    await Promise.all(visits.slice(0, 12).map(cancelVisit));
    expect((await checkBooks()).reserved).toBe(0);
    expect(parts.defects).toEqual([]);
  });

  it('leave no visit waiting for parts that have arrived meanwhile', async () => {
    await parts.arrange(...catalogue);
    const lines = [{ partNumber: 'P-1', quantity: '1', bin: 'A-1' }];
    await Promise.all(
      visits
        .slice(0, 8)
        .flatMap((visitId) => [
          parts.react(parts.event(countersigned, { visitId, orderRevision: 1, items: [anItem([['P-1', '1']])] })),
          parts.run(ReceiveGoods, { lines }, byPartsClerk),
        ]),
    );
    const statuses = await Promise.all(visits.slice(0, 8).map(statusOf));
    expect(statuses.filter((status) => !['reserved', 'covered'].includes(status))).toEqual([]);
    expect(await checkBooks()).toEqual({ onHand: 8_000, reserved: 8_000 });
  });
});

describe('the tables of the stock', () => {
  const balance = (onHand: number, reserved: number) =>
    parts.database.rows(
      `insert into stock_balance (station_id, id, version, status, part_number, bin, on_hand_milli, reserved_milli, search_count)
       values ($1, $2, 1, 'kept', 'P-1', 'A-1', $3, $4, 0)`,
      [stationA.id, parts.newId(), onHand, reserved],
    );

  it('refuse negative stock, reservations above the stock and a second row for a bin', async () => {
    await expect(balance(-1, 0)).rejects.toMatchObject({ constraint: 'stock_balance_not_negative' });
    await expect(balance(1, 2)).rejects.toMatchObject({ constraint: 'stock_balance_not_promised_twice' });
    await balance(1, 1);
    await expect(balance(1, 1)).rejects.toMatchObject({ constraint: 'stock_balance_pkey' });
  });

  it('refuse a change of the ledger', async () => {
    await parts.arrange(...catalogue, aStore().holding('P-1', '1'));
    const client = await parts.database.database.app.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.station', $1, true)`, [stationA.id]);
      await expect(client.query('update stock_movement set milli = 0')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('counting and scrapping stock', () => {
  it('takes missing pieces off the reservations', async () => {
    await given(...catalogue, aStore().holding('P-1', '3').appointed(['P-1', '2']))
      .when(CountStock, { partNumber: 'P-1', bin: 'A-1', countedQuantity: '1' }, byPartsClerk)
      .thenPublishedOnly('StockChanged', 'PartsReserved', 'PartsShort')
      .andAnswered({
        difference: '-2',
        line: { onHandQuantity: '1', reservedQuantity: '1', descriptionZh: '机油滤清器' },
      });
    await given()
      .when(ScrapStock, { partNumber: 'P-1', bin: 'A-1', quantity: '1', reason: 'damaged' }, byPartsClerk)
      .thenPublishedOnly('StockChanged', 'PartsShort');
    expect(await checkBooks()).toEqual({ onHand: 0, reserved: 0 });
  });

  it('refuses to scrap more than is in the bin, or without a valid reason', async () => {
    const scrap = { partNumber: 'P-1', bin: 'A-1', quantity: '2', reason: 'damaged' };
    await given(...catalogue, aStore().holding('P-1', '1'))
      .when(ScrapStock, scrap, byPartsClerk)
      .thenRefused('STOCK_SHORT')
      .andNothingWasPublished();
    await given()
      .when(ScrapStock, { ...scrap, reason: 'eaten' }, byPartsClerk)
      .thenInvalid('reason');
    await given()
      .when(ScrapStock, { ...scrap, quantity: '0.0' }, byPartsClerk)
      .thenInvalid('quantity');
  });
});

describe('the catalogue', () => {
  it('refuses equal and similar numbers, and is listed page by page', async () => {
    await parts.arrange(...catalogue, aPart('Q-03'));
    await given()
      .when(RegisterPart, { partNumber: 'P-1', ...filter }, { by: admin })
      .thenRefused('PART_ALREADY_REGISTERED');
    // Blanks around a number are removed.
    await given()
      .when(RegisterPart, { partNumber: ' P-1 ', ...filter }, { by: admin })
      .thenRefused('PART_ALREADY_REGISTERED');
    for (const partNumber of ['p-1', 'P1', 'P- 1', 'P_1']) {
      await given()
        .when(RegisterPart, { partNumber, ...filter }, { by: admin })
        .thenRefused('PART_NUMBER_TOO_SIMILAR');
    }
    await given()
      .when(RegisterPart, { partNumber: 'P-4', ...filter }, byPartsClerk)
      .thenNotAllowed('ROLE_MISSING');
    const first = await parts.run(ListParts, { pageSize: 2 }, { by: technician });
    expect(first.parts).toMatchObject([
      { partNumber: 'P-1', descriptionEn: 'Oil filter', leadDays: 2 },
      { partNumber: 'P-2' },
    ]);
    const rest = await parts.run(ListParts, { pageSize: 2, pageToken: first.nextPageToken }, { by: technician });
    expect(rest).toMatchObject({ parts: [{ partNumber: 'Q-03' }], nextPageToken: '' });
    expect((await parts.run(ListParts, { partNumberPrefix: 'Q' }, { by: technician })).parts).toHaveLength(1);
  });

  it('publishes a part with its number as the key', async () => {
    await given()
      .when(RegisterPart, { partNumber: 'P-1', ...filter }, { by: admin })
      .and(({ events }) => expect(events).toMatchObject([{ topic: 'parts.part.state.v1', key: 'P-1' }]));
  });
});

describe('the availability of parts', () => {
  const ask = (by: Actor, service: string, wanted: PartAmount[], visitId = '') =>
    parts.run(
      CheckAvailability,
      { visitId, parts: wanted.map(([partNumber, quantity]) => ({ partNumber, quantity })) },
      { by, service },
    );

  it('is open to appointments and reception, and counts the parts reserved for the visit', async () => {
    await parts.arrange(...catalogue, aStore().holding('P-1', '3').countersigned(['P-1', '2'], ['P-2', '1']));
    const wanted: PartAmount[] = [
      ['P-1', '2'],
      ['P-2', '1'],
      ['P-9', '1'],
    ];
    const { parts: others, allAvailableAt } = await ask(actors.clerk, 'appointments', wanted);
    expect(others).toMatchObject([
      { known: true, freeQuantity: '1', enough: false, availableAt: day(2) },
      { known: true, freeQuantity: '0', enough: false, availableAt: day(2) },
      { known: false, enough: false, availableAt: undefined },
    ]);
    expect(allAvailableAt).toBeUndefined();
    const own = await ask(advisor, 'reception', wanted.slice(0, 2), ids.visit);
    expect(own).toMatchObject({ parts: [{ freeQuantity: '3', enough: true }, {}], allAvailableAt: day(2) });
    const one = { parts: [{ partNumber: 'P-1', quantity: '2' }] };
    await given().when(CheckAvailability, one, { by: advisor }).thenNotAllowed('ROLE_MISSING');
    await given().when(CheckAvailability, one, { by: advisor, service: 'billing' }).thenNotAllowed('ROLE_MISSING');
  });

  it('counts only the stock of the station that asks', async () => {
    await parts.arrange(...catalogue, aStore().holding('P-1', '3'));
    const { parts: there } = await ask(actors.outsider, 'reception', [['P-1', '1']], ids.visit);
    expect(there).toMatchObject([{ known: true, freeQuantity: '0', enough: false }]);
  });
});

describe('queries of the stock', () => {
  it('list stock by bin, page by page', async () => {
    await parts.arrange(
      ...catalogue,
      aStore()
        .holding('P-2', '1', 'B-1')
        .holding('P-1', '2', 'A-2')
        .holding('P-1', '1', 'A-1')
        .countersigned(['P-1', '1']),
    );
    const first = await parts.run(ListStock, { pageSize: 2 }, byPartsClerk);
    expect(first.lines).toMatchObject([
      { partNumber: 'P-1', bin: 'A-1', onHandQuantity: '1' },
      { partNumber: 'P-1', bin: 'A-2', onHandQuantity: '2', reservedQuantity: '1', unit: 'piece' },
    ]);
    const rest = await parts.run(ListStock, { pageSize: 2, pageToken: first.nextPageToken }, byPartsClerk);
    expect(rest).toMatchObject({ lines: [{ partNumber: 'P-2', bin: 'B-1' }], nextPageToken: '' });
    expect((await parts.run(ListStock, { partNumber: 'P-1', bin: 'A-2' }, byPartsClerk)).lines).toHaveLength(1);
    for (const step of [ListStock, ListParts, ListSupplyOrders, ListWork]) {
      await given().when(step, { pageToken: 'x' }, byPartsClerk).thenInvalid('page_token');
    }
  });

  it('list supply orders page by page, newest first', async () => {
    await parts.arrange(...catalogue, aStore().countersigned(['P-1', '1'], ['P-2', '1']));
    const pages = await parts.pages(ListSupplyOrders, { ...ofVisit, pageSize: 1 }, byPartsClerk);
    const seen = pages.flatMap((page) => page.supplyOrders.map(({ partNumber }) => partNumber));
    expect(seen).toEqual(['P-2', 'P-1']);
  });

  it('list the tasks of each role', async () => {
    const store = aStore().holding('P-1', '1').countersigned(['P-1', '1'], ['P-2', '1']).replaced('P-1');
    await parts.arrange(...catalogue, store);
    await parts.run(SetStockLevel, { partNumber: 'P-1', minQuantity: '1', maxQuantity: '3' }, byPartsClerk);
    const kinds = async (request: object) =>
      (await parts.run(ListWork, request, byPartsClerk)).items.map(({ kind }) => kind).sort();
    expect(await kinds({ role: Role.PARTS_CLERK })).toEqual(['issue_parts', 'order_parts', 'restock_part']);
    expect(await kinds({ role: Role.SERVICE_ADVISOR })).toEqual(['dispose_replaced_part']);
    expect(await kinds({ role: Role.CASHIER })).toEqual([]);
    const todoPages = await parts.pages(ListWork, { pageSize: 1 }, byPartsClerk);
    const todo = todoPages.flatMap((page) => page.items.map(({ kind }) => kind));
    expect(todo).toHaveLength(4);
    await parts.run(OrderParts, { partNumber: 'P-1', quantity: '3', supplier: 'MAKER' }, byPartsClerk);
    expect(await kinds({ role: Role.PARTS_CLERK })).toEqual(['issue_parts', 'order_parts', 'receive_order']);
    await parts.run(SetStockLevel, { partNumber: 'P-1', minQuantity: '0', maxQuantity: '0' }, byPartsClerk);
  });
});

describe('a replaced part', () => {
  const keep = { ...ofVisit, itemId: ids.item, partNumber: 'P-1', quantity: '1' };

  it('is kept for an item of the order, and publishes a deviation if the customer was not asked', async () => {
    await given(aStore().countersigned(['P-1', '1']))
      .when(KeepReplacedPart, { ...keep, itemId: ids.otherItem }, { by: technician })
      .thenRefused('ITEM_NOT_ORDERED');
    const { replacedPartId } = await parts.run(KeepReplacedPart, keep, { by: technician });
    await given()
      .when(DisposeReplacedPart, { replacedPartId, disposition: 'scrapped' }, { by: advisor })
      .thenPublishedOnly('ReplacedPartDisposed', 'RuleMissed')
      .andPublished('RuleMissed', { rule: 'DEL-D08', requirement: 'CUSTOMER_NOT_ASKED', subjectId: ids.visit });
    expect(await parts.run(GetVisitParts, ofVisit, { by: advisor })).toMatchObject({
      replaced: [{ replacedPartId, itemId: ids.item, quantity: '1', disposition: 'scrapped', customerAsked: false }],
    });
  });
});

describe('a placed supply order', () => {
  it('cannot be placed again', async () => {
    const [, , built] = await parts.arrange(...catalogue, aStore().countersigned(['P-1', '1']));
    const place = { supplyOrderId: builtOne(SupplyOrder, built).id, supplier: 'MAKER' };
    const tried = await Promise.allSettled([1, 2].map(() => parts.run(OrderParts, place, byPartsClerk)));
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await given().when(OrderParts, place, byPartsClerk).thenRefused('WRONG_STATE');
  });
});

describeService(
  parts,
  { steps: partsSteps, queries: partsQueries, reactions: partsReactions },
  { afterStep: checkBooks, values: { stock_balance: { on_hand_milli: 2, reserved_milli: 1 } } },
);

describe('the reactions', () => {
  it('react to events of appointments, reception and billing only', () => {
    const events = parts.definition.reactions.map(eventOf);
    expect(events.every((event) => /^waystation\.(appointments|reception|billing)\.v1\./.test(event))).toBe(true);
  });
});
