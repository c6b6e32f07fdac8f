import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeTokenKeys, TokenVerifier } from '@waystation/call';
import { removeHome, startPostgres, type Postgres } from '@waystation/stack';
import { Database, migrate } from '@waystation/store';
import { pino } from 'pino';
import { createService, type RunningService } from './create-service.ts';
import { parkedCommand, Usage } from './parked-command.ts';
import { definitionOf, mappingsOf } from './service-definition.ts';
import { fakeWorkshop } from '../testing/fake-workshop.ts';

const topic = 'reception.visit.events.v1';
const key = '01980000-0000-7000-8000-00000000000b';
const home = mkdtempSync(join(tmpdir(), 'waystation-parked-'));
const written: string[] = [];
const log = pino({}, { write: (line) => void written.push(line) });
let postgres: Postgres;
let service: RunningService;
const run = (...args: string[]) => parkedCommand(service, args, log);
const cursor = async () =>
  (await service.database.relay.query('select seq, parked from consumer_cursor where topic = $1', [topic])).rows[0];

beforeAll(async () => {
  postgres = await startPostgres({ home, fsync: false });
  const { name, migrations } = await definitionOf(fakeWorkshop());
  await migrate({ adminUrl: postgres.url('postgres'), service: name, migrations });
  const urls = { appUrl: postgres.url(name, `${name}_app`), relayUrl: postgres.url(name, `${name}_relay`) };
  const database = await Database.open({ ...urls, mappings: mappingsOf(await definitionOf(fakeWorkshop())) });
  service = await createService(fakeWorkshop(), {
    database,
    clock: { now: () => new Date() },
    tokens: await TokenVerifier.of((await makeTokenKeys()).publicKeyPem),
    log: (error) => log.error(error),
  });
}, 60_000);

afterAll(async () => {
  await service?.close();
  await service?.database.close();
  await postgres?.stop();
  removeHome(home);
});

beforeEach(async () => {
  const { relay } = service.database;
  await relay.query('delete from parked_event');
  await relay.query('delete from consumer_cursor');
  await relay.query('insert into consumer_cursor (topic, key, seq, parked) values ($1, $2, 4, true)', [topic, key]);
  for (const seq of [5, 6]) {
    const headers = {
      ce_id: `event-${seq}`,
      ce_type: 'waystation.reception.v1.NobodyListens',
      ce_time: '2026-03-02T08:00:00Z',
      ce_sequence: String(seq).padStart(20, '0'),
    };
    await relay.query(
      `insert into parked_event (topic, key, seq, partition, kafka_offset, headers, payload, error)
       values ($1, $2, $3, 0, $3, $4, '{}', 'TypeError: it failed')`,
      [topic, key, seq, JSON.stringify(headers)],
    );
  }
});

describe('An operator', () => {
  it('lists the parked keys with their errors and events', async () => {
    expect(await run('list')).toMatchObject([{ topic, key, events: 2, error: 'TypeError: it failed' }]);
    expect(await run('show', topic, key)).toMatchObject([{ seq: '5', payload: '{}' }, { seq: '6' }]);
  });

  it('releases a key, whose events are then replayed in order', async () => {
    expect(await run('release', topic, key, '--reason', 'mended in 1.2.3')).toEqual({ released: 2 });
    expect(await cursor()).toMatchObject({ seq: '6', parked: false });
    expect(await run('list')).toEqual([]);
    expect(written.join('')).toContain('mended in 1.2.3');
  });

  it('drops one event of a key and releases the others', async () => {
    const [first] = (await run('show', topic, key)) as { id: string }[];
    expect(await run('drop', topic, key, '--reason', 'a test event', '--id', first!.id)).toEqual({ dropped: 1 });
    expect(await run('release', topic, key, '--reason', 'the rest is fine')).toEqual({ released: 1 });
    expect(await cursor()).toMatchObject({ seq: '6', parked: false });
  });

  it('drops messages without a key', async () => {
    const { relay } = service.database;
    await relay.query(`insert into consumer_cursor (topic, key, seq, parked) values ($1, '', 0, true)`, [topic]);
    await relay.query(
      `insert into parked_event (topic, key, partition, kafka_offset, headers, payload, error)
       values ($1, '', 1, 7, '{}', '{}', 'Unreadable: it has no key')`,
      [topic],
    );
    expect(await run('show', topic, '')).toMatchObject([{ offset: '7', error: 'Unreadable: it has no key' }]);
    await expect(run('release', topic, '', '--reason', 'to see')).rejects.toMatchObject({ name: 'StillFailing' });
    expect(await run('drop', topic, '', '--reason', 'sent by hand')).toEqual({ dropped: 1 });
    expect(await run('list')).toMatchObject([{ key }]);
  });

  it('releases all keys at once and learns which still fail', async () => {
    const { relay } = service.database;
    const other = 'parts.visit.events.v1';
    await relay.query('insert into consumer_cursor (topic, key, seq, parked) values ($1, $2, 0, true)', [other, key]);
    await relay.query(
      `insert into parked_event (topic, key, seq, partition, kafka_offset, headers, payload, error)
       values ($1, $2, 1, 0, 1, '{}', '{}', 'Unreadable: it has no ce_id')`,
      [other, key],
    );
    expect(await run('release', '--all', '--topic', other, '--reason', 'mended')).toMatchObject({ keys: 0, events: 0 });
    expect(await cursor()).toMatchObject({ parked: true });
    expect(await run('release', '--all', '--reason', 'mended')).toMatchObject({
      keys: 1,
      events: 2,
      stillFailing: [{ topic: other, key }],
    });
    expect(await cursor()).toMatchObject({ seq: '6', parked: false });
    expect(await run('list')).toMatchObject([{ topic: other, key, events: 1 }]);
  });

  it('lists and releases a parked key without waiting events', async () => {
    await service.database.relay.query('delete from parked_event');
    expect(await run('list')).toMatchObject([{ topic, key, events: 0, error: 'nothing of the key waits' }]);
    expect(await run('release', '--all', '--reason', 'left by a crash')).toMatchObject({ keys: 1, events: 0 });
    expect(await cursor()).toMatchObject({ seq: '4', parked: false });
    expect(await run('list')).toEqual([]);
  });

  it('drops all events of a key and opens it in one transaction, or does nothing', async () => {
    const url = postgres.url(service.definition.name);
    const owner = await Database.open({ appUrl: url, relayUrl: url, mappings: [] });
    const admin = owner.app;
    // The constraint makes the second part of the drop fail.
    await admin.query(`alter table consumer_cursor add constraint closed check (parked) not valid`);
    await expect(run('drop', topic, key, '--reason', 'a test')).rejects.toMatchObject({ code: '23514' });
    expect(await run('list')).toMatchObject([{ topic, key, events: 2 }]);
    await admin.query(`alter table consumer_cursor drop constraint closed`);
    await owner.close();
    expect(await run('drop', topic, key, '--reason', 'a test')).toEqual({ dropped: 2 });
    expect(await cursor()).toMatchObject({ seq: '6', parked: false });
  });

  it.each([
    [['release', topic, key]],
    [['drop', topic]],
    [['mend', topic, key, '--reason', 'x']],
    [['release', '--all']],
    [['drop', '--all', '--reason', 'x']],
    [[]],
  ])('gets the usage after incorrect arguments: %j', async (args) => {
    await expect(run(...args)).rejects.toBeInstanceOf(Usage);
    expect(await run('list')).toHaveLength(1);
  });
});
