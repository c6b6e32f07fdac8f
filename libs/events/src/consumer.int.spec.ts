import kafkajs from 'kafkajs';
import type { Database, Statement } from '@waystation/store';
import type { OutgoingMessage, Publisher } from './bus.ts';
import { ConsumerHost, type ConsumerHostOptions } from './consumer-host.ts';
import { asRelay } from './cursors.ts';
import { sealTombstone, type SealedEvent } from './envelope.ts';
import { dropParked, listParked, releaseParked, showParked } from './parking.ts';
import { StateConsumer } from './state-consumer.ts';
import { CursorReactor, keepEffect, type TestReaction } from '../testing/cursor-reactor.ts';
import { asSent, jobStarted, station } from '../testing/events.ts';
import { Noted, TestStack, until } from '../testing/infrastructure.ts';

const started = 'waystation.workshop.v1.JobStarted';
const finished = 'waystation.workshop.v1.JobFinished';

const stack = new TestStack();
let database: Database;
let publisher: Publisher;
const hosts: { close(): Promise<void> }[] = [];
let numbers = 0;

/** Creates a topic and a group for one test. */
async function aTopic(partitions = 2): Promise<{ topic: string; group: string }> {
  const number = ++numbers;
  const group = `group${number}`;
  const topic = `tests.consumer-${number}.events.v1`;
  await stack.topics([topic, `${group}.dlq.v1`], partitions);
  return { topic, group };
}

function aHost(options: Partial<ConsumerHostOptions<TestReaction>> & { group: string; topics: string[] }) {
  const log = new Noted();
  const reactor =
    (options.reactor as CursorReactor | undefined) ?? new CursorReactor(database, { [started]: [keepEffect] });
  const deaths: Error[] = [];
  const host = new ConsumerHost({
    bus: stack.bus,
    database,
    logger: log,
    alarm: log.alarm,
    onDeath: (error) => deaths.push(error),
    ...options,
    reactor,
  });
  hosts.push(host);
  return { host, log, reactor, deaths };
}

async function rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await asRelay(database, [{ text: sql, values }]))[0]!;
}

async function effects(topic: string): Promise<string[]> {
  const admin = await stack.superuser('consuming');
  const all = (await admin(`select key, seq from effect where topic = '${topic}' order by id`)) as {
    key: string;
    seq: string;
  }[];
  return all.map(({ key, seq }) => `${key}${seq}`);
}

const cursor = async (topic: string, key: string) =>
  (await rows('select seq, parked from consumer_cursor where topic = $1 and key = $2', [topic, key]))[0];

const statementsOf = (event: Parameters<TestReaction>[0]) => keepEffect(event) as Statement[];

/** Events of a key, numbered from 1. */
function run(topic: string, key: string, count: number, from = 1, type = started): OutgoingMessage[] {
  return Array.from({ length: count }, (_, index) => asSent(jobStarted(key, { topic, type }), from + index));
}

beforeAll(async () => {
  await stack.start();
  database = await stack.database('consuming');
  publisher = stack.bus.publisher();
}, 60_000);

afterEach(async () => {
  await Promise.all([stack.killChildren(), ...hosts.splice(0).map((host) => host.close())]);
});

afterAll(async () => {
  await publisher?.close();
  await stack.stop();
}, 30_000);

test('ConsumerHost processes each event once, in order within its key, with many keys in one transaction', async () => {
  const { topic, group } = await aTopic();
  const keys = Array.from({ length: 50 }, (_, index) => `k${index}-`);
  await publisher.publish(keys.flatMap((key) => run(topic, key, 3)));
  await publisher.publish(run(topic, 'k0-', 3)); // repeated, as after a crash of the relay
  const { host, reactor, log } = aHost({ group, topics: [topic] });
  await host.start();
  await until('all are done', async () => (await effects(topic)).length >= 150);
  const done = await effects(topic);
  expect(done.toSorted()).toEqual(keys.flatMap((key) => [`${key}1`, `${key}2`, `${key}3`]).toSorted());
  for (const key of keys)
    expect(done.filter((each) => each.startsWith(key))).toEqual([`${key}1`, `${key}2`, `${key}3`]);
  expect(reactor.calls.length).toBeLessThan(20);
  expect(log.of('alarm')).toEqual([]);
  expect(host.isAlive()).toBe(true);
}, 20_000);

test('ConsumerHost only advances the cursor for an event without reactions, in order with other events', async () => {
  const { topic, group } = await aTopic();
  await publisher.publish([
    ...run(topic, 'a', 2, 1, finished),
    ...run(topic, 'a', 1, 3),
    ...run(topic, 'a', 2, 4, finished),
    ...run(topic, 'b', 3, 1, finished),
  ]);
  const { host, log } = aHost({ group, topics: [topic] });
  await host.start();
  await until(
    'the cursors have advanced',
    async () => (await cursor(topic, 'a'))?.['seq'] === '5' && (await cursor(topic, 'b'))?.['seq'] === '3',
  );
  expect(await effects(topic)).toEqual(['a3']);
  expect(log.of('alarm')).toEqual([]);
}, 20_000);

test('ConsumerHost alarms on a missing event number and continues with the key', async () => {
  const { topic, group } = await aTopic();
  await publisher.publish([...run(topic, 'a', 1), ...run(topic, 'a', 1, 3)]);
  const { host, log } = aHost({ group, topics: [topic] });
  await host.start();
  await until('both are done', async () => (await effects(topic)).length === 2);
  expect(log.lines.find(({ level }) => level === 'alarm')).toMatchObject({
    message: 'consumer found a gap in the event numbers of a key; continuing after the gap',
    fields: { key: 'a', expected: '2', got: '3' },
  });
}, 20_000);

describe('an event whose reaction throws', () => {
  let topic: string;
  let group: string;
  let isBroken: boolean;
  let tries: number;
  const breaks: TestReaction = (event) => {
    if (isBroken && event.key === 'bad' && event.seq === 2n) {
      tries++;
      throw new TypeError("Cannot read properties of undefined (reading 'technicianId')");
    }
    return keepEffect(event);
  };

  beforeEach(async () => {
    isBroken = true;
    tries = 0;
    ({ topic, group } = await aTopic(1));
  });

  test('parks its key while other keys continue; the events of the key follow in order after the release', async () => {
    const reactor = new CursorReactor(database, { [started]: [breaks] });
    const { host, log, deaths } = aHost({ group, topics: [topic], reactor });
    await host.start();
    await publisher.publish([...run(topic, 'bad', 3), ...run(topic, 'good', 3)]);
    await until('the others are done', async () => (await effects(topic)).length === 4);
    await until('the key is parked', async () =>
      (await listParked(database)).some((each) => each.topic === topic && each.events === 2),
    );
    await publisher.publish([
      ...run(topic, 'bad', 1, 4, finished),
      ...run(topic, 'bad', 1, 5),
      ...run(topic, 'good', 1, 4),
    ]);
    await until('the other key continues', async () => (await effects(topic)).includes('good4'));
    expect(await effects(topic)).toEqual(expect.not.arrayContaining(['bad2', 'bad3', 'bad5']));
    expect(tries).toBeGreaterThanOrEqual(3);
    expect(deaths).toEqual([]);
    expect(host.isAlive()).toBe(true);
    expect(log.of('alarm')).toEqual([
      'key parked: this and all later events of the key wait until an operator releases or drops them',
    ]);

    const waiting = await showParked(database, topic, 'bad');
    expect(waiting.map(({ seq }) => seq)).toEqual(['2', '3', '4', '5']);
    expect(waiting[0]!.error).toMatch(/^TypeError: Cannot read/);
    const [copy] = await stack.read(`${group}.dlq.v1`);
    expect(copy).toMatchObject({
      key: 'bad',
      headers: {
        'origin-topic': topic,
        'origin-partition': '0',
        'origin-offset': '1',
        error: expect.stringMatching(/^TypeError/) as string,
      },
    });

    // The reaction still fails: the key stays parked.
    await expect(releaseParked(database, topic, 'bad', { reason: 'test', reactor, logger: log })).rejects.toMatchObject(
      { name: 'StillFailing' },
    );
    expect(await cursor(topic, 'bad')).toMatchObject({ seq: '1', parked: true });
    isBroken = false;
    await expect(releaseParked(database, topic, 'bad', { reason: 'mended', reactor, logger: log })).resolves.toBe(4);
    await publisher.publish(run(topic, 'bad', 1, 6));
    await until('the key continues', async () => (await effects(topic)).includes('bad6'));
    expect((await effects(topic)).filter((each) => each.startsWith('bad'))).toEqual([
      'bad1',
      'bad2',
      'bad3',
      'bad5',
      'bad6',
    ]);
    expect((await listParked(database)).filter((each) => each.topic === topic)).toEqual([]);
  }, 30_000);

  test('keeps its order when its key is released while later events arrive', async () => {
    const slow: TestReaction = async (event) => {
      const statements = await breaks(event);
      if (event.key === 'bad') await new Promise((resolve) => setTimeout(resolve, 5));
      return statements;
    };
    const reactor = new CursorReactor(database, { [started]: [slow] });
    const { host, log } = aHost({ group, topics: [topic], reactor });
    await host.start();
    await publisher.publish(run(topic, 'bad', 20));
    await until('it is parked', async () => (await showParked(database, topic, 'bad')).length === 19);
    isBroken = false;
    let seq = 20;
    const publishing = (async () => {
      for (; seq < 200; seq += 2) {
        await publisher.publish(run(topic, 'bad', 2, seq + 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    await releaseParked(database, topic, 'bad', { reason: 'test', reactor, logger: log });
    await publishing;
    await until('all are done', async () => (await effects(topic)).length >= 200);
    expect(await effects(topic)).toEqual(Array.from({ length: 200 }, (_, index) => `bad${index + 1}`));
  }, 30_000);

  test('leaves no event waiting that arrives at the end of a release', async () => {
    const { host } = aHost({ group, topics: [topic], reactor: new CursorReactor(database, { [started]: [breaks] }) });
    await host.start();
    await publisher.publish(run(topic, 'bad', 2));
    await until('it is parked', async () => (await showParked(database, topic, 'bad')).length === 1);
    isBroken = false;
    // Simulates the last steps of a release in an open transaction: the consumer must wait for its end.
    const release = await database.relay.connect();
    await release.query('begin');
    await release.query('select 1 from consumer_cursor where topic = $1 and key = $2 for update', [topic, 'bad']);
    await release.query('delete from parked_event where topic = $1', [topic]);
    await release.query('update consumer_cursor set parked = false, seq = 2 where topic = $1', [topic]);
    await publisher.publish(run(topic, 'bad', 1, 3));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await release.query('commit');
    release.release();
    await until('it is done', async () => (await effects(topic)).includes('bad3'));
    expect(await showParked(database, topic, 'bad')).toEqual([]);
  }, 20_000);

  test('can be dropped alone, before the later events are released', async () => {
    const reactor = new CursorReactor(database, { [started]: [breaks] });
    const { host, log } = aHost({ group, topics: [topic], reactor });
    await host.start();
    await publisher.publish(run(topic, 'bad', 4));
    await until('it is parked', async () => (await showParked(database, topic, 'bad')).length === 3);
    const [first] = await showParked(database, topic, 'bad');
    await expect(dropParked(database, topic, 'bad', { reason: 'test', ids: [first!.id], logger: log })).resolves.toBe(
      1,
    );
    await expect(releaseParked(database, topic, 'bad', { reason: 'test', reactor, logger: log })).resolves.toBe(2);
    expect(await effects(topic)).toEqual(['bad1', 'bad3', 'bad4']);
    expect(log.lines.filter(({ fields }) => fields['reason'] === 'test').length).toBe(2);
  }, 20_000);

  test('can be dropped with all waiting events; the key continues with the next event', async () => {
    const { host, log } = aHost({
      group,
      topics: [topic],
      reactor: new CursorReactor(database, { [started]: [breaks] }),
    });
    await host.start();
    await publisher.publish(run(topic, 'bad', 4));
    await until('it is parked', async () => (await showParked(database, topic, 'bad')).length === 3);
    await expect(dropParked(database, topic, 'bad', { reason: 'test', logger: log })).resolves.toBe(3);
    await publisher.publish(run(topic, 'bad', 1, 5));
    await until('the key continues', async () => (await effects(topic)).includes('bad5'));
    expect(await effects(topic)).toEqual(['bad1', 'bad5']);
  }, 20_000);
});

test('ConsumerHost parks the key of an unreadable message at once while other keys continue', async () => {
  const { topic, group } = await aTopic(1);
  const [bad] = run(topic, 'a', 1, 2);
  await publisher.publish([
    ...run(topic, 'a', 1),
    { ...bad!, headers: { ...bad!.headers, ce_sequence: 'two' } },
    ...run(topic, 'a', 1, 3),
    { ...bad!, key: 'b', value: '{' },
    ...run(topic, 'c', 1),
  ]);
  const { host, reactor } = aHost({ group, topics: [topic] });
  await host.start();
  await until(
    'they are parked',
    async () => (await listParked(database)).filter((each) => each.topic === topic).length === 2,
  );
  await until('c is done', async () => (await effects(topic)).length === 2);
  expect((await effects(topic)).toSorted()).toEqual(['a1', 'c1']);
  expect((await showParked(database, topic, 'a')).map(({ seq, error }) => [seq, error])).toEqual([
    [undefined, 'Error: ce_sequence is not a number'],
    ['3', 'waits behind an earlier event of its key'],
  ]);
  await expect(
    releaseParked(database, topic, 'a', { reason: 'test', reactor, logger: stack.log }),
  ).rejects.toMatchObject({ name: 'StillFailing' });
}, 20_000);

test('ConsumerHost pauses the partition on an error outside of reactions, even a RangeError, and parks nothing', async () => {
  const { topic, group } = await aTopic(1);
  class Strange extends CursorReactor {
    asked = 0;
    override reactionsTo(type: string) {
      if (++this.asked <= 3) throw new RangeError('out of range');
      return super.reactionsTo(type);
    }
  }
  const { host, log, deaths } = aHost({
    group,
    topics: [topic],
    reactor: new Strange(database, { [started]: [keepEffect] }),
    alarmAfterMs: 50,
  });
  await host.start();
  await publisher.publish(run(topic, 'a', 2));
  await until('it continues', async () => (await effects(topic)).length === 2);
  expect(deaths).toEqual([]);
  expect(log.of('alarm')).toContain('consumer paused a partition after a failure; its events wait, retrying');
  expect((await listParked(database)).filter((each) => each.topic === topic)).toEqual([]);
}, 20_000);

describe('an event whose reaction takes too long', () => {
  const slow: TestReaction = (event) =>
    event.key === 'slow' ? [{ text: 'select pg_sleep(5)' }, ...statementsOf(event)] : statementsOf(event);

  test('waits while all other keys continue, and is parked afterwards', async () => {
    const { topic, group } = await aTopic(1);
    const hurried = await stack.open('consuming', { statementTimeoutMs: 300 });
    await publisher.publish([
      ...run(topic, 'slow', 2),
      ...['a', 'b', 'c'].flatMap((key) => run(topic, key, 2)),
      ...run(topic, 'd', 2, 1, finished),
    ]);
    const { host, log, deaths } = aHost({
      group,
      topics: [topic],
      database: hurried,
      reactor: new CursorReactor(hurried, { [started]: [slow] }),
      blame: { slowTries: 4, slowForMs: 1_500, retryMs: 100, retryMaxMs: 300 },
    });
    await host.start();
    await until('its neighbours are done', async () => (await effects(topic)).length === 6);
    expect(await effects(topic)).toEqual(expect.arrayContaining(['a1', 'a2', 'b1', 'b2', 'c1', 'c2']));
    expect((await listParked(database)).filter((each) => each.topic === topic)).toEqual([]);
    await publisher.publish(run(topic, 'a', 1, 3));
    await until('later events are done, too', async () => (await effects(topic)).includes('a3'));
    await until('it is parked', async () => (await cursor(topic, 'slow'))?.['parked'] === true);
    expect((await showParked(database, topic, 'slow')).map(({ seq }) => seq)).toEqual(['1', '2']);
    expect(log.of('alarm')).toEqual([
      'key parked: this and all later events of the key wait until an operator releases or drops them',
    ]);
    expect(deaths).toEqual([]);
    await publisher.publish(run(topic, 'a', 1, 4));
    await until('the partition continues', async () => (await effects(topic)).includes('a4'));
  }, 30_000);

  test('is processed in order as soon as its reaction is fast enough', async () => {
    const { topic, group } = await aTopic(1);
    const hurried = await stack.open('consuming', { statementTimeoutMs: 300 });
    let isSlow = true;
    const healing: TestReaction = (event) => (isSlow ? slow(event) : statementsOf(event));
    await publisher.publish([...run(topic, 'slow', 3), ...run(topic, 'a', 3)]);
    const { host } = aHost({
      group,
      topics: [topic],
      database: hurried,
      reactor: new CursorReactor(hurried, { [started]: [healing] }),
      blame: { retryMs: 100, retryMaxMs: 300 },
    });
    await host.start();
    await until('its neighbour is done', async () => (await effects(topic)).length === 3);
    isSlow = false;
    await until('all are done', async () => (await effects(topic)).length === 6);
    expect((await effects(topic)).filter((each) => each.startsWith('slow'))).toEqual(['slow1', 'slow2', 'slow3']);
  }, 30_000);
});

test('ConsumerHost parks an event with an unknown failure only after other events of its partition succeed', async () => {
  const { topic, group } = await aTopic(1);
  const odd: TestReaction = (event) =>
    event.key === 'odd' ? [{ text: 'select 1 from no_such_table' }] : statementsOf(event);
  await publisher.publish(run(topic, 'odd', 1));
  const { host, log } = aHost({
    group,
    topics: [topic],
    reactor: new CursorReactor(database, { [started]: [odd] }),
    blame: { retryMs: 50, retryMaxMs: 100 },
  });
  await host.start();
  const tries = () => log.lines.filter(({ fields }) => fields['fault'] === 'unknown').length;
  await until('it has failed many times', () => tries() > 6);
  expect((await listParked(database)).filter((each) => each.topic === topic)).toEqual([]);
  await publisher.publish(run(topic, 'a', 2));
  await until('the others are done', async () => (await effects(topic)).length === 2);
  await until('it is parked', async () => (await cursor(topic, 'odd'))?.['parked'] === true);
}, 30_000);

test('ConsumerHost parks nothing on a read-only database and writes at most one copy to the dead letter topic', async () => {
  const { topic, group } = await aTopic(1);
  const own = await stack.database('read_only');
  const admin = await stack.superuser();
  const end = () => admin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'read_only'`);
  await admin('alter database read_only set default_transaction_read_only = on');
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}-`);
  await publisher.publish(keys.flatMap((key) => run(topic, key, 2)));
  const { host, log } = aHost({
    group,
    topics: [topic],
    database: own,
    reactor: new CursorReactor(own, { [started]: [keepEffect] }),
    alarmAfterMs: 500,
  });
  await host.start();
  await until('it alarms', () =>
    log.of('alarm').includes('consumer paused a partition after a failure; its events wait, retrying'),
  );
  // An unreadable message would be parked if the database accepted writes.
  const [bad] = run(topic, 'bad', 1);
  await publisher.publish([{ ...bad!, headers: { ...bad!.headers, ce_sequence: 'one' } }]);
  await until('it has tried to park', async () => (await stack.read(`${group}.dlq.v1`)).length > 0);
  const waits = log.lines.length;
  await until('it retries', () => log.lines.length > waits + 1);
  expect((await stack.read(`${group}.dlq.v1`)).map(({ key }) => key)).toEqual(['bad']);

  await admin('alter database read_only reset default_transaction_read_only');
  await end();
  const done = async () => (await asRelay(own, [{ text: 'select key from consumer_cursor where seq = 2' }]))[0]!.length;
  await until('all are done', async () => (await done().catch(() => 0)) === keys.length);
  expect((await listParked(own)).map(({ key }) => key)).toEqual(['bad']);
}, 40_000);

test('a consumer killed at any point repeats uncommitted events without a second effect', async () => {
  const points = ['consumer.received', 'consumer.loaded', 'consumer.committed', 'consumer.resolved'];
  await Promise.all(
    points.map(async (point) => {
      const { topic, group } = await aTopic(1);
      await publisher.publish([...run(topic, 'a', 2), ...run(topic, 'b', 2)]);
      const child = stack.childProcess(
        'consumer-process.ts',
        { ...stack.urls('consuming'), group, topics: [topic] },
        { WAYSTATION_CRASH_AT: point },
      );
      await expect(child.end).resolves.toBe('SIGKILL');
      // The group waits for the session timeout of the killed member.
      const { host, log } = aHost({ group, topics: [topic] });
      await host.start();
      await publisher.publish([...run(topic, 'a', 1, 3), ...run(topic, 'b', 1, 3)]);
      await until(`${point}: all are done`, async () => (await effects(topic)).length >= 6, 20_000);
      expect({ point, effects: (await effects(topic)).toSorted(), alarms: log.of('alarm') }).toEqual({
        point,
        effects: ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'],
        alarms: [],
      });
    }),
  );
}, 60_000);

test('a consumer closed before its first fetch leaves no zombie member in the group', async () => {
  const { topic, group } = await aTopic(1);
  await publisher.publish(run(topic, 'a', 1));
  const first = aHost({ group, topics: [topic] });
  void first.host.start();
  await first.host.close();
  const began = performance.now();
  const { host } = aHost({ group, topics: [topic] });
  await host.start();
  await until('it is done', async () => (await effects(topic)).length === 1);
  expect(performance.now() - began).toBeLessThan(5_000);
}, 20_000);

test('ConsumerHost parks nothing while the database is down and continues after its restart', async () => {
  const { topic, group } = await aTopic();
  const { host, log, deaths } = aHost({ group, topics: [topic], alarmAfterMs: 200 });
  await host.start();
  await publisher.publish(run(topic, 'a', 2));
  await until('it runs', async () => (await effects(topic)).length === 2);
  await stack.postgres.kill('SIGKILL');
  await publisher.publish([...run(topic, 'a', 5, 3), ...run(topic, 'b', 5)]);
  await until('it alarms', () =>
    log.of('alarm').includes('consumer paused a partition after a failure; its events wait, retrying'),
  );
  expect(host.isAlive()).toBe(true);
  await stack.postgres.restart();
  await until('it continues', async () => (await effects(topic).catch(() => [])).length === 12, 20_000);
  expect(await rows('select 1 from parked_event where topic = $1', [topic])).toEqual([]);
  expect(deaths).toEqual([]);
}, 40_000);

test('ConsumerHost continues without help after a crash of the broker', async () => {
  const { topic, group } = await aTopic(1);
  const { host, deaths } = aHost({ group, topics: [topic] });
  await host.start();
  await publisher.publish(run(topic, 'a', 2));
  await until('it runs', async () => (await effects(topic)).length === 2);
  await stack.kafka.kill('SIGKILL');
  await stack.kafka.restart();
  await until('it is sent', () =>
    publisher.publish(run(topic, 'a', 2, 3)).then(
      () => true,
      () => false,
    ),
  );
  await until('it continues', async () => (await effects(topic)).length === 4, 30_000);
  expect(deaths).toEqual([]);
}, 60_000);

test('ConsumerHost reports that it has ended for good, so that its process can end', async () => {
  const { topic, group } = await aTopic(1);
  const admin = new kafkajs.Kafka({ brokers: stack.kafka.brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  // kafkajs cannot decompress zstd; only a manual change of a topic sets it.
  await admin.alterConfigs({
    validateOnly: false,
    resources: [
      {
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name: topic,
        configEntries: [{ name: 'compression.type', value: 'zstd' }],
      },
    ],
  });
  await admin.disconnect();
  await publisher.publish(run(topic, 'a', 1));
  const { host, deaths } = aHost({ group, topics: [topic] });
  await host.start();
  await until('it reports its end', () => deaths.length === 1);
  expect(host.isAlive()).toBe(false);
}, 20_000);

describe('state topics', () => {
  const topic = 'network.station.state.v1';

  function stateOf(key: string, seq: number, name: string | null): OutgoingMessage {
    const context = { service: 'network', stationId: station, actor: { role: 'network_admin', id: 'a' } };
    const tombstone = sealTombstone(
      { id: `id-${key}-${seq}`, type: 'waystation.network.v1.StationState', at: new Date(), subject: key, key },
      context,
    );
    const event: SealedEvent =
      name === null ? tombstone : { ...tombstone, payload: JSON.stringify({ stationId: station, name }) };
    return asSent(event, seq);
  }

  async function aCopy(
    service: string,
  ): Promise<{ consumer: StateConsumer; log: Noted; copy: () => Promise<Record<string, string>> }> {
    const own = await stack.database(service);
    const log = new Noted();
    const consumer = new StateConsumer({
      bus: stack.bus,
      name: service,
      logger: log,
      alarm: log.alarm,
      onDeath: () => {},
    }).keep({ database: own, topics: [topic] });
    hosts.push(consumer);
    const copy = async () => {
      const [found] = await asRelay(own, [
        {
          text: `select key, value->>'name' as name from reference_data where topic = $1 order by key`,
          values: [topic],
        },
      ]);
      return Object.fromEntries(found!.map(({ key, name }) => [key as string, name as string]));
    };
    return { consumer, log, copy };
  }

  test('are copied completely into a new database; newer values replace, older ones do not, tombstones delete', async () => {
    await stack.topics([topic], 2);
    await publisher.publish([
      stateOf('s1', 1, 'one'),
      stateOf('s2', 1, 'two'),
      stateOf('s3', 1, 'three'),
      stateOf('s1', 2, 'one, renamed'),
      stateOf('s3', 2, null),
    ]);
    const first = await aCopy('keeping');
    await first.consumer.start();
    await first.consumer.ready;
    expect(await first.copy()).toEqual({ s1: 'one, renamed', s2: 'two' });

    await publisher.publish([stateOf('s1', 1, 'one'), stateOf('s2', 2, 'two, renamed')]);
    await until('it follows', async () => (await first.copy())['s2'] === 'two, renamed');
    expect(await first.copy()).toEqual({ s1: 'one, renamed', s2: 'two, renamed' });

    const other = await stack.database('keeping_beside');
    const second = await aCopy('keeping_again');
    second.consumer.keep({ database: other, topics: [topic] });
    expect(second.consumer.isReady).toBe(false);
    await second.consumer.start();
    await second.consumer.ready;
    expect(await second.copy()).toEqual({ s1: 'one, renamed', s2: 'two, renamed' });
    const [beside] = await asRelay(other, [{ text: 'select count(*)::int as keys from reference_data' }]);
    expect(beside).toEqual([{ keys: 2 }]);
  }, 30_000);

  test('skip an unreadable message and alarm', async () => {
    const { consumer, log, copy } = await aCopy('keeping_more');
    await publisher.publish([{ ...stateOf('s4', 1, 'four'), value: '{' }, stateOf('s5', 1, 'five')]);
    await consumer.start();
    await consumer.ready;
    expect(await copy()).toMatchObject({ s5: 'five' });
    expect(log.of('alarm')).toEqual(['state consumer skipped an unreadable message; the previous value stays']);
  }, 20_000);
});
