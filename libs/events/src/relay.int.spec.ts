import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import type { Database } from '@waystation/store';
import type { DueTimer, TimerStarter } from './arrivals.ts';
import { asRelay } from './cursors.ts';
import { pause } from './limits.ts';
import { prune } from './prune.ts';
import { Relay, type RelayOptions } from './relay.ts';
import { append, faultsOf, jobStarted, station } from '../testing/events.ts';
import { Noted, TestStack, until } from '../testing/infrastructure.ts';
import { Timers } from './timers.ts';
import { createTopics, topics } from './topics.ts';

const stack = new TestStack();
let database: Database;
const relays: Relay[] = [];

function aRelay(options: Partial<RelayOptions> = {}): Relay {
  const relay = new Relay({ database, bus: stack.bus, logger: stack.log, standbyMs: 50, repairMs: 300, ...options });
  relays.push(relay);
  return relay;
}

/** Starts a relay in a separate process, which a test can kill. */
function relayProcess(env: Record<string, string> = {}) {
  return stack.childProcess('relay-process.ts', stack.urls('outgoing'), env);
}

async function rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await asRelay(database, [{ text: sql, values }]))[0]!;
}

const unpublished = async (topic: string) =>
  Number((await rows('select count(*) from outbox where topic = $1 and published_at is null', [topic]))[0]!['count']);

const empty = (topic: string) => until(`${topic} is sent`, async () => (await unpublished(topic)) === 0, 20_000);

beforeAll(async () => {
  await stack.start();
  database = await stack.database('outgoing');
}, 60_000);

afterEach(async () => {
  await Promise.all([stack.killChildren(), ...relays.splice(0).map((relay) => relay.stop())]);
});

afterAll(() => stack.stop(), 30_000);

test('createTopics creates each topic once when several services start together', async () => {
  const made = await Promise.all([1, 2, 3].map(() => createTopics(stack.bus, { partitionsMax: 1 })));
  expect(made.some((names) => names.length === topics.length)).toBe(true);
  await expect(createTopics(stack.bus)).resolves.toEqual([]);
  expect((await stack.bus.listTopics()).has('workshop.visit.events.v1')).toBe(true);
}, 20_000);

test('Relay sends an event with its envelope, number, chain hash and recorded time', async () => {
  const relay = aRelay();
  relay.start();
  await until('it leads', () => relay.isLeader);
  const event = jobStarted('first');
  await append(database, [event]);
  relay.wake();
  await empty(event.topic);
  const [message] = await stack.read(event.topic);
  expect(message).toMatchObject({ key: 'first', value: Buffer.from(event.payload) });
  expect(message!.headers).toMatchObject({
    ce_id: event.eventId,
    ce_sequence: '00000000000000000001',
    ce_chainhash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    ce_recordedtime: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    traceparent: expect.any(String) as string,
  });
  expect(faultsOf([message!]).faults).toEqual([]);
}, 20_000);

test('Relay killed at random under eight writers loses nothing and keeps order and hash chain', async () => {
  const topic = 'tests.killed.events.v1';
  await stack.topics([topic], 3);
  const keys = Array.from({ length: 20 }, (_, index) => `visit-${index}`);
  let writing = true;
  let written = 0;
  const writers = Array.from({ length: 8 }, async () => {
    // A limit, since the time that five processes take to start depends on the machine.
    while (writing && written < 2_000) {
      const some = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () =>
        jobStarted(keys[Math.floor(Math.random() * 20)]!, { topic }),
      );
      await append(database, some);
      written += some.length;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    }
  });
  try {
    for (let kills = 0; kills < 5; kills++) {
      const child = relayProcess();
      await child.says('relay is the leader now');
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 500));
      child.kill();
      await child.end;
    }
  } finally {
    writing = false;
    await Promise.all(writers);
  }
  aRelay().start();
  await empty(topic);
  const { faults, counts, repeats } = faultsOf(await stack.read(topic));
  expect(faults).toEqual([]);
  expect([...counts.values()].reduce((a, b) => a + b)).toBe(written);
  stack.log.info({ written, repeats }, 'killed at random');
}, 60_000);

test.each([
  ['relay.read', 0],
  ['relay.sent', 3],
  ['relay.marked', 0],
])(
  'Relay after a crash at %s repeats %d events and loses none',
  async (point, expected) => {
    const topic = `tests.crash-${point.replace('.', '-')}.events.v1`;
    await stack.topics([topic]);
    await append(
      database,
      ['a', 'b', 'a'].map((key) => jobStarted(key, { topic })),
    );
    const child = relayProcess({ WAYSTATION_CRASH_AT: point });
    await expect(child.end).resolves.toBe('SIGKILL');
    aRelay().start();
    await empty(topic);
    const { faults, counts, repeats } = faultsOf(await stack.read(topic));
    expect({ faults, a: counts.get('a'), b: counts.get('b'), repeats }).toEqual({
      faults: [],
      a: 2,
      b: 1,
      repeats: expected,
    });
  },
  20_000,
);

test('Relay stalls only the key of a refused event and sends the event when the broker accepts it', async () => {
  const topic = 'tests.small.events.v1';
  await stack.topics([topic], 1);
  const admin = new kafkajs.Kafka({ brokers: stack.kafka.brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  const setLargest = (value: string) =>
    admin.alterConfigs({
      validateOnly: false,
      resources: [
        { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configEntries: [{ name: 'max.message.bytes', value }] },
      ],
    });
  await setLargest('6000');
  const large = Array.from({ length: 400 }, () => randomUUID()).join('');
  const log = new Noted();
  const relay = aRelay({ logger: log, alarm: log.alarm });
  relay.start();
  await append(database, [
    jobStarted('a', { topic }),
    jobStarted('a', { topic, technicianId: large }),
    jobStarted('a', { topic }),
    jobStarted('b', { topic }),
    jobStarted('c', { topic }),
  ]);
  await until('the key is stalled', () => relay.stalledLanes.length === 1);
  await append(database, [jobStarted('a', { topic }), jobStarted('b', { topic }), jobStarted('d', { topic })]);
  relay.wake();
  await until('the others are out', async () => (await unpublished(topic)) === 3);
  expect(relay.stalledLanes).toEqual([{ topic, key: 'a' }]);
  expect(log.of('alarm')[0]).toBe('broker refused an event; the later events of its key or topic wait, retrying');
  const [row] = await rows(
    'select attempts, last_error from outbox where topic = $1 and published_at is null order by id limit 1',
    [topic],
  );
  expect(row!['attempts']).toBeGreaterThanOrEqual(1);
  expect(row!['last_error']).toMatch(/larger than the max message size/i);
  expect(relay.oldestUnpublishedSeconds).toBeGreaterThan(0);

  await setLargest('1000000');
  await admin.disconnect();
  await empty(topic);
  const { faults, counts } = faultsOf(await stack.read(topic));
  expect({ faults, counts: Object.fromEntries(counts) }).toEqual({ faults: [], counts: { a: 4, b: 2, c: 1, d: 1 } });
  await until('nothing is left', () => relay.oldestUnpublishedSeconds === 0);
}, 30_000);

test('Relay stalls only the events of a missing topic', async () => {
  const topic = 'tests.there.events.v1';
  const missing = 'tests.missing.events.v1';
  await stack.topics([topic]);
  const relay = aRelay();
  relay.start();
  await append(database, [jobStarted('a', { topic: missing }), jobStarted('a', { topic })]);
  await empty(topic);
  expect(relay.stalledLanes).toEqual([{ topic: missing, key: undefined }]);
  await stack.topics([missing]);
  await empty(missing);
}, 40_000);

test('Relay creates a deleted topic of its service again', async () => {
  const topic = 'network.application.events.v1';
  const relay = aRelay({ topics: [topic] });
  relay.start();
  await append(database, [jobStarted('a', { topic })]);
  await empty(topic);
  const admin = new kafkajs.Kafka({ brokers: stack.kafka.brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
  await append(database, [jobStarted('a', { topic })]);
  await empty(topic);
  expect((await stack.read(topic)).map(({ headers }) => Number(headers['ce_sequence']))).toEqual([2]);
}, 40_000);

test('Relay does not lead on a read-only database, where it could not mark sent events', async () => {
  const topic = 'tests.read-only.events.v1';
  await stack.topics([topic]);
  const admin = await stack.superuser();
  const relay = aRelay();
  relay.start();
  await until('it leads', () => relay.isLeader);
  await append(database, [jobStarted('a', { topic })]);
  await empty(topic);
  await admin('alter system set default_transaction_read_only = on');
  await admin('select pg_reload_conf()');
  try {
    await until('it gives up the lead', () => !relay.isLeader);
    const says = stack.log.lines.length;
    await until('it says why', () =>
      stack.log.lines.slice(says).some(({ fields }) => String(fields['error']).includes('is read-only')),
    );
    expect(relay.isLeader).toBe(false);
  } finally {
    await admin('alter system reset default_transaction_read_only');
    await admin('select pg_reload_conf()');
  }
  await until('it can be written to', () =>
    append(database, [jobStarted('a', { topic })]).then(
      () => true,
      () => false,
    ),
  );
  await empty(topic);
  expect((await stack.read(topic)).map(({ headers }) => Number(headers['ce_sequence']))).toEqual([1, 2]);
}, 40_000);

test('Relay leads alone; when its session ends, another relay takes over', async () => {
  const topic = 'tests.two.events.v1';
  await stack.topics([topic]);
  const other = await stack.open('outgoing');
  const two = [aRelay(), aRelay({ database: other })];
  for (const relay of two) relay.start();
  await until('one leads', () => two.some(({ isLeader }) => isLeader));
  for (let round = 0; round < 3; round++) {
    await append(database, [jobStarted('a', { topic }), jobStarted('b', { topic })]);
    for (const relay of two) relay.wake();
    const admin = await stack.superuser();
    await admin(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = 'outgoing')`,
    );
    await append(database, [jobStarted('a', { topic })]);
    expect(two.filter(({ isLeader }) => isLeader).length).toBeLessThanOrEqual(1);
    await empty(topic);
  }
  const { faults, counts } = faultsOf(await stack.read(topic));
  expect({ faults, a: counts.get('a'), b: counts.get('b') }).toEqual({ faults: [], a: 6, b: 3 });
}, 30_000);

/** Two relays of one database that look for work only when woken: one leads, the other is returned. */
async function standbyRelay(options: Partial<RelayOptions> = {}): Promise<Relay> {
  const two = [
    aRelay({ pollMs: 600_000, ...options }),
    aRelay({ database: await stack.open('outgoing'), pollMs: 600_000, ...options }),
  ];
  for (const relay of two) relay.start();
  await until('one leads', () => two.some(({ isLeader }) => isLeader));
  return two.find(({ isLeader }) => !isLeader)!;
}

test('Relay sends at once the events that a process without the lead committed', async () => {
  const topic = 'tests.news.events.v1';
  await stack.topics([topic]);
  const standby = await standbyRelay();
  for (let seq = 1; seq <= 3; seq++) {
    await append(database, [jobStarted('a', { topic })]);
    standby.wake();
    await empty(topic);
  }
  expect(faultsOf(await stack.read(topic)).counts.get('a')).toBe(3);
}, 30_000);

test('Relay wakes its tasks for timers that a process without the lead set', async () => {
  let woken = 0;
  const task = { name: 'task', run: (signal: AbortSignal) => pause(600_000, signal), wake: () => void (woken += 1) };
  const standby = await standbyRelay({ tasks: [task] });
  standby.wake('timers');
  await until('the task is woken', () => woken > 0);
}, 20_000);

test('Relay sends events from the outbox after a crash of the broker', async () => {
  const topic = 'tests.broker.events.v1';
  await stack.topics([topic]);
  const relay = aRelay();
  relay.start();
  await append(database, [jobStarted('a', { topic })]);
  await empty(topic);
  await stack.kafka.kill('SIGKILL');
  await append(
    database,
    Array.from({ length: 5 }, () => jobStarted('a', { topic })),
  );
  await until('it is late', () => relay.oldestUnpublishedSeconds > 1);
  await stack.kafka.restart();
  await empty(topic);
  const { faults, counts } = faultsOf(await stack.read(topic));
  expect({ faults, a: counts.get('a') }).toEqual({ faults: [], a: 6 });
}, 60_000);

describe('Timers', () => {
  /** Deletes the timer like the runner, with a conflict if it is gone, and records that it fired. */
  class Starter implements TimerStarter {
    readonly fired: string[] = [];
    readonly tried = new Map<string, number>();

    async fire({ id, step }: DueTimer): Promise<void> {
      this.tried.set(step, (this.tried.get(step) ?? 0) + 1);
      if (step === 'Fails' && this.tried.get(step)! < 3) throw new TypeError('not now');
      const client = await database.app.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.station', $1, true)`, [station]);
        await client.query(
          `with hit as (delete from timer where id = $1 returning 1) select must_change((select count(*) from hit), 1, 'timer')`,
          [id],
        );
        await client.query('commit');
        this.fired.push(id);
      } finally {
        client.release(true);
      }
    }
  }

  async function set(step: string, due: string): Promise<string> {
    const id = randomUUID();
    const client = await database.app.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.station', $1, true)`, [station]);
      await client.query('insert into timer (station_id, step, subject_id, id, due_at) values ($1, $2, $3, $4, $5)', [
        station,
        step,
        randomUUID(),
        id,
        due,
      ]);
      await client.query('commit');
    } finally {
      client.release();
    }
    return id;
  }

  test('fires each timer once with two leaders, and does not delay others behind a failing timer', async () => {
    const clock = { time: new Date('2026-11-24T08:00:00Z'), now: () => clock.time };
    const starter = new Starter();
    const due = await Promise.all(Array.from({ length: 120 }, () => set('Remind', '2026-11-24T07:59:00Z')));
    const failing = await set('Fails', '2026-11-24T07:00:00Z');
    const later = await set('Remind', '2026-11-24T09:00:00Z');
    const options = { database, starter, clock, logger: stack.log, pollMs: 50, retryMs: 50 };
    // Two at once, as when a former leader has not noticed the loss of its lock.
    const end = new AbortController();
    const running = [new Timers(options), new Timers(options)].map((timers) => timers.run(end.signal));
    await until('all that are due are fired', () => due.every((id) => starter.fired.includes(id)));
    const [row] = await rows('select attempts, last_error from timer where id = $1', [failing]);
    if (row) expect(row).toMatchObject({ last_error: 'TypeError: not now' });
    await until('the failing one, too', () => starter.fired.includes(failing));
    expect(starter.fired).not.toContain(later);
    clock.time = new Date('2026-11-24T09:00:00Z');
    await until('the later one', () => starter.fired.includes(later));
    end.abort();
    await Promise.all(running);
    expect(starter.fired.length).toBe(122);
    expect(await rows('select 1 from timer')).toEqual([]);
  }, 20_000);

  test('fires a timer that was set while it slept, once it is woken', async () => {
    const clock = { now: () => new Date('2026-11-24T08:00:00Z') };
    const starter = new Starter();
    const end = new AbortController();
    const timers = new Timers({ database, starter, clock, logger: stack.log, pollMs: 600_000 });
    const running = timers.run(end.signal);
    const first = await set('Remind', '2026-11-24T07:59:00Z');
    timers.wake();
    await until('the first is fired', () => starter.fired.includes(first));
    const second = await set('Remind', '2026-11-24T07:59:00Z');
    timers.wake();
    await until('the second is fired', () => starter.fired.includes(second));
    end.abort();
    await running;
  }, 20_000);
});

test('prune deletes old rows in portions and keeps all others', async () => {
  const old = await stack.database('pruned');
  const admin = await stack.superuser('pruned');
  await append(
    old,
    ['a', 'b', 'c', 'd', 'e'].map((key) => jobStarted(key)),
  );
  await admin(`update outbox set published_at = now() - interval '91 days' where key in ('a', 'b', 'c')`);
  await admin(`update outbox set published_at = now() where key = 'd'`);
  await admin(
    `insert into request_key select '${station}', n::text, 'h', 'a', now() - n * interval '12 days' from generate_series(1, 5) n`,
  );
  await admin(
    `insert into consumer_cursor select 't', n::text, 1, n = 4, now() - n * interval '40 days' from generate_series(1, 4) n`,
  );
  await expect(prune(old, undefined, 2)).resolves.toEqual({ outbox: 3, requestKeys: 3, cursors: 1 });
  await expect(admin('select count(*)::int as n from outbox')).resolves.toEqual([{ n: 2 }]);
  await expect(admin('select key from consumer_cursor order by key')).resolves.toEqual([
    { key: '1' },
    { key: '2' },
    { key: '4' },
  ]);
}, 20_000);
