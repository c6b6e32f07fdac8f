import { StateConsumer, type ArrivedEvent } from '@waystation/events';
import { priceOf, pricesInForce, type PublishedPrice, type PublishedTax } from '@waystation/pricing';
import { ReferencePrices, type PriceSelection } from '@waystation/reference';
import { inScope, Transaction, CommandScope } from '@waystation/store';
import { startTestService } from '@waystation/testing';
import { minute } from '@waystation/testing/model';
import { Workshop } from './clients.ts';
import { ReceptionModule } from './reception.module.ts';
import { aVisit } from '../testing/a-visit.ts';
import { ids } from '../testing/ids.ts';
import { keepReferenceData } from '../testing/samples.ts';
import { QuoteRepairOrder } from './use-cases/quote-repair-order.ts';

const reception = await startTestService(ReceptionModule, { clients: [[Workshop, {}]] });
const { given, stationA, stationB } = reception;
const { advisor } = reception.actors;
const market = { currency: 'CNY', jurisdiction: 'CN' };

type Handle = Parameters<ConstructorParameters<typeof StateConsumer>[0]['bus']['consume']>[0]['handle'];

/** Message handler of the service's real consumer of state topics. */
async function aConsumer(): Promise<Handle> {
  let handle: Handle | undefined;
  const topics = ['network.price-list.state.v1', 'network.part-price.state.v1'];
  const bus = {
    ends: async () => [],
    listTopics: async () => new Set(topics),
    makeTopics: async () => {},
    consume: async (options: { handle: Handle }) => {
      handle = options.handle;
      return { isAlive: () => true, close: async () => {} };
    },
  };
  const { database } = reception.database;
  const fail = (fields: object, message: string) => {
    throw new Error(`${message}: ${JSON.stringify(fields)}`);
  };
  const logger = { info: () => {}, warn: fail, error: fail };
  const consumer = new StateConsumer({
    bus: bus as never,
    name: 'reception',
    logger: logger as never,
    onDeath: () => {},
  }).keep({ database, topics });
  await consumer.start();
  await consumer.close();
  return handle!;
}

const handle = await aConsumer();

/** Passes messages of one topic to the consumer in one batch. */
async function arrives(...events: (ArrivedEvent & { isGone?: boolean })[]): Promise<void> {
  const messages = events.map(({ topic, key, seq, eventId, type, stationId, occurredAt, value, isGone }, index) => ({
    topic,
    partition: 0,
    offset: BigInt(index),
    key,
    value: isGone ? null : Buffer.from(JSON.stringify(value)),
    headers: {
      ce_id: eventId,
      ce_type: type,
      ce_sequence: String(seq),
      ce_time: occurredAt.toISOString(),
      ...(stationId && { ce_stationid: stationId }),
    },
  }));
  const [first] = messages;
  const noWaiting = { isCurrent: () => true, heartbeat: async () => {}, resolve: () => {}, commit: async () => {} };
  const pause = () => {
    throw new Error('the consumer paused the partition after a failure');
  };
  await handle({ topic: first!.topic, partition: 0, messages, ...noWaiting, pause });
}

interface HeaderFacts {
  from?: Date;
  at?: Date;
  stationId?: string;
  pages?: number;
  rate?: bigint;
  /** Null for a version without the tax. */
  ratePercent?: string | null;
}

function header(key: string, { from = minute(-900), at = minute(-900), stationId = '', ...said }: HeaderFacts = {}) {
  const [priceListId = '', version = ''] = key.split(':');
  const { pages = 0, rate, ratePercent = '13' } = said;
  const labour = { workKind: 'mechanical', perHourMinor: rate, taxCategory: 'standard' };
  const fields = {
    ...{ key, priceListId, version: Number(version), stationId, ...market, from, at, partPages: pages },
    labourRates: rate === undefined ? [] : [labour],
    taxCategories: ratePercent === null ? [] : [{ code: 'standard', ratePercent }],
  };
  return reception.event('waystation.network.v1.PriceListState', fields);
}

/** @param parts price by number; undefined for a withdrawn price */
function page(
  list: string,
  number: number,
  parts: Readonly<Record<string, bigint | undefined>>,
  stationId = '',
): ArrivedEvent {
  const [priceListId = '', version = ''] = list.split(':');
  const partPrices = Object.entries(parts).map(([partNumber, perUnitMinor]) =>
    perUnitMinor === undefined
      ? { partNumber, withdrawn: true }
      : { partNumber, perUnitMinor, taxCategory: 'standard' },
  );
  const fields = {
    key: `${list}:${number}`,
    priceListId,
    version: Number(version),
    page: number,
    stationId,
    partPrices,
  };
  return reception.event('waystation.network.v1.PartPricesState', fields);
}

/** Reads prices like a step at a station. */
async function asked(wanted: PriceSelection, at = minute(0), station = stationA.id) {
  const transaction = new Transaction(reception.database.database);
  try {
    return await inScope(new CommandScope(transaction, station), () =>
      new ReferencePrices().startedBy(at, market, wanted),
    );
  } finally {
    await transaction.abandon();
  }
}

/** Price of a part with its version: `120 network:1`. */
async function priceTextOf(part: string, at = minute(0), station = stationA.id): Promise<string> {
  const found = priceOf(pricesInForce(await asked({ parts: [part] }, at, station), at, market), 'part', part);
  return found ? `${found.amountMinor} ${found.priceList}` : 'no price';
}

async function quotedFrom(): Promise<string[]> {
  await reception.reset();
  await reception.arrange(aVisit().itemised());
  const request = { visitId: ids.visit, ceilingMinor: 0n };
  const { lines } = await reception.run(QuoteRepairOrder, request, { by: advisor });
  return lines.map(({ kind, code, unitPriceMinor, priceList }) =>
    [...(kind === 'part' ? [code] : [kind]), unitPriceMinor, priceList].join(' '),
  );
}

beforeAll(() => keepReferenceData(reception, stationA.id));
beforeEach(() =>
  reception.database
    .rows(`delete from reference_data where topic in ('network.price-list.state.v1', 'network.part-price.state.v1');
    delete from reference_price; delete from reference_price_list`),
);

describe('the prices of a quote', () => {
  it('come from all lists of the market, and each line names its version', async () => {
    await arrives(header('labour:1', { rate: 30_000n }), header('parts:1', { pages: 1 }));
    await arrives(page('parts:1', 1, { 'BL-400': 12_000n }));
    expect(await quotedFrom()).toEqual(['labour 30000 labour:1', 'BL-400 12000 parts:1']);
    expect((await reception.events()).find(({ name }) => name === 'RepairOrderQuoted')?.fields).toMatchObject({
      priceLists: ['labour:1', 'parts:1'],
    });
    await arrives(header('others:1', { pages: 1, from: minute(-10) }));
    await arrives(page('others:1', 1, { 'XY-1': 1n }));
    expect(await quotedFrom()).toEqual(['labour 30000 labour:1', 'BL-400 12000 parts:1']);
  });

  it('are taxed by a rate with three decimals', async () => {
    await arrives(header('network:1', { pages: 1, rate: 30_000n, ratePercent: '8.875' }));
    await arrives(page('network:1', 1, { 'BL-400': 12_000n }));
    await given(aVisit().itemised())
      .when(QuoteRepairOrder, { visitId: ids.visit, ceilingMinor: 0n }, { by: advisor })
      // 93,000 and a tax of 8,253.75.
      .thenAnswered({ amountMinor: 101_254n, lines: [{ taxRatePercent: '8.875' }, { taxRatePercent: '8.875' }] })
      .andTook(3);
  });

  it.each(['header', 'first page', 'last page'] as const)(
    'come from the previous version while the %s of the new version is missing',
    async (missing) => {
      await arrives(header('network:1', { pages: 1, rate: 30_000n }));
      await arrives(page('network:1', 1, { 'BL-400': 12_000n }));
      const older = ['labour 30000 network:1', 'BL-400 12000 network:1'];
      const newer = ['labour 33000 network:2', 'BL-400 13000 network:2'];
      const messages = {
        header: header('network:2', { pages: 2, rate: 33_000n, from: minute(-5) }),
        'first page': page('network:2', 1, { 'BL-400': 13_000n }),
        'last page': page('network:2', 2, { 'XY-1': 1n }),
      };
      for (const [name, message] of Object.entries(messages)) if (name !== missing) await arrives(message);
      expect(await quotedFrom()).toEqual(older);
      await arrives(messages[missing]);
      expect(await quotedFrom()).toEqual(newer);
    },
  );

  it('are not taken from an incomplete list', async () => {
    await arrives(header('network:1', { pages: 2, rate: 30_000n }));
    await arrives(page('network:1', 1, { 'BL-400': 12_000n }));
    await given(aVisit().itemised())
      .when(QuoteRepairOrder, { visitId: ids.visit, ceilingMinor: 0n }, { by: advisor })
      .thenRefused('PRICE_NOT_PUBLISHED');
  });
});

describe('published prices', () => {
  it('do not change by repeated or reordered messages', async () => {
    const messages = [header('network:1', { pages: 2 })];
    const pages = [page('network:1', 1, { A: 1n, B: 2n }), page('network:1', 2, { C: 3n })];
    for (let times = 0; times < 2; times += 1) {
      await arrives(...messages);
      await arrives(...pages);
    }
    await arrives({ ...pages[1]!, seq: 9n });
    expect(await Promise.all(['A', 'B', 'C'].map((part) => priceTextOf(part)))).toEqual([
      '1 network:1',
      '2 network:1',
      '3 network:1',
    ]);
  });

  it('end when their messages are deleted', async () => {
    const first = header('network:1', { pages: 1 });
    const only = page('network:1', 1, { A: 1n });
    await arrives(first);
    await arrives(only);
    await arrives({ ...only, seq: 2n, isGone: true });
    expect(await priceTextOf('A')).toBe('no price');
    await arrives({ ...only, seq: 3n });
    expect(await priceTextOf('A')).toBe('1 network:1');
    await arrives({ ...first, seq: 2n, isGone: true });
    expect(await priceTextOf('A')).toBe('no price');
  });

  it('of a station apply only there', async () => {
    const own = { stationId: stationA.id };
    await arrives(header('network:1', { pages: 1 }), header('own:1', { pages: 1, ...own }));
    await arrives(page('network:1', 1, { A: 100n }), page('own:1', 1, { A: 90n }, stationA.id));
    expect(await priceTextOf('A')).toBe('90 own:1');
    expect(await priceTextOf('A', minute(0), stationB.id)).toBe('100 network:1');
  });

  it('equal the prices calculated from all published lines', async () => {
    const any = numbers(7);
    const all: (PublishedPrice | PublishedTax)[] = [];
    for (let index = 0; index < 40; index += 1) {
      const stationId = any(3) === 0 ? stationA.id : '';
      const key = `${stationId ? 'own' : 'network'}-${any(3)}:${index + 1}`;
      const from = minute(-any(50));
      const at = minute(-100 + index);
      const parts: Record<string, bigint | undefined> = {};
      for (const part of ['A', 'B', 'C', 'D']) {
        if (any(2)) parts[part] = any(4) ? BigInt(1 + any(1000)) : undefined;
      }
      await arrives(header(key, { pages: 1, from, at, stationId }));
      await arrives(page(key, 1, parts, stationId));
      const [priceListId = ''] = key.split(':');
      const list = { key, priceListId, version: index + 1, stationId, ...market, from, at };
      const description = { descriptionEn: '', descriptionZh: '' };
      all.push({ list, kind: 'tax', code: 'standard', ratePercent: '13' });
      for (const [code, amountMinor] of Object.entries(parts)) {
        const withdrawn = amountMinor === undefined;
        const taxCategory = withdrawn ? '' : 'standard';
        all.push({ list, kind: 'part', code, amountMinor: amountMinor ?? 0n, taxCategory, withdrawn, ...description });
      }
    }
    for (const at of [-50, -30, -10, 0].map(minute)) {
      const found = pricesInForce(await asked({ parts: ['A', 'B', 'C', 'D'] }, at), at, market);
      expect(found).toEqual(pricesInForce(all, at, market));
    }
  });

  it('are found among 50,000 parts in three versions by one indexed query', async () => {
    const parts = Array.from({ length: 50_000 }, (_, index) => `A ${String(index).padStart(9, '0')}`);
    const began = performance.now();
    for (const version of [1, 2, 3]) {
      const list = `network:${version}`;
      await arrives(header(list, { pages: 100, rate: 30_000n, from: minute(-900 + version) }));
      const pages = Array.from({ length: 100 }, (_, index) =>
        page(list, index + 1, {
          ...Object.fromEntries(
            parts.slice(index * 500, index * 500 + 500).map((part, place) => [part, BigInt(index * 500 + place)]),
          ),
          ...(index === 0 && { 'BL-400': 12_000n }),
        }),
      );
      await arrives(...pages);
    }
    const kept = performance.now();
    await reception.database.rows('analyze reference_price, reference_price_list');
    const wanted = parts.filter((_, index) => index % 2_500 === 0);
    const lines = await asked({ labour: true, parts: wanted });
    // One line for each part, the tax and the rate, and none of the older versions.
    expect(lines).toHaveLength(22);
    const prices = pricesInForce(lines, minute(0), market);
    expect(wanted.map((part) => priceOf(prices, 'part', part))).toMatchObject(
      wanted.map((_, index) => ({ amountMinor: BigInt(index * 2_500), priceList: 'network:3' })),
    );
    const took: number[] = [];
    for (let times = 0; times < 20; times += 1) {
      const start = performance.now();
      await asked({ labour: true, parts: wanted });
      took.push(performance.now() - start);
    }
    const median = took.toSorted((a, b) => a - b)[10]!;
    expect(kept - began).toBeLessThan(60_000);
    expect(median).toBeLessThan(100);
    await given(aVisit().itemised())
      .when(QuoteRepairOrder, { visitId: ids.visit, ceilingMinor: 0n }, { by: advisor })
      .thenAnswered({ amountMinor: 105_090n })
      .andTook(3);
  }, 120_000);
});

/** Pseudorandom numbers, the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
