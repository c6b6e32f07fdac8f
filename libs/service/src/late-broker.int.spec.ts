import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { makeTokenKeys, Reaction, type Actor } from '@waystation/call';
import { KafkaBus, topics, type IncomingMessage, type Subscription } from '@waystation/events';
import { openRegistry } from '@waystation/metrics';
import { freePort, removeHome, startKafka, startPostgres, type Kafka, type Postgres } from '@waystation/stack';
import { Transaction, CommandScope } from '@waystation/store';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { startService, type StartedService } from './start-service.ts';
import { ConfirmProtection, fakeWorkshop, Job, Jobs } from '../testing/fake-workshop.ts';

const stationId = '01980000-0000-7000-8000-00000000000a';
const visitId = '01980000-0000-7000-8000-00000000000b';
const jobId = '01980000-0000-7000-8000-00000000000c';
const type = 'waystation.parts.v1.PartsShelved';
const adminMs = 500;

/** Visits of the received events. */
const heard: string[] = [];

@Reaction(type)
class HearWhenPartsShelved {
  async execute({ visitId: of }: { visitId: string }): Promise<void> {
    heard.push(of);
  }
}

const home = mkdtempSync(join(tmpdir(), 'waystation-late-broker-'));
const logger = { info: () => {}, warn: () => {}, error: () => {} };
const deaths: Error[] = [];
const metrics = await openRegistry();
let postgres: Postgres;
let kafka: Kafka | undefined;
let port: number;
let service: StartedService;
let subscription: Subscription | undefined;

beforeAll(async () => {
  postgres = await startPostgres({ home, fsync: false });
  port = await freePort();
  const keyFile = join(home, 'public.pem');
  writeFileSync(keyFile, (await makeTokenKeys()).publicKeyPem);
  const config = readConfig({
    WAYSTATION_DATABASE_APP_URL: postgres.url('workshop', 'workshop_app'),
    WAYSTATION_DATABASE_RELAY_URL: postgres.url('workshop', 'workshop_relay'),
    WAYSTATION_DATABASE_ADMIN_URL: postgres.url('postgres'),
    WAYSTATION_KAFKA_BROKERS: `127.0.0.1:${port}`,
    WAYSTATION_GRPC_PORT: '0',
    WAYSTATION_TOKEN_PUBLIC_KEY: keyFile,
  });
  const workshop = fakeWorkshop({ reactions: [HearWhenPartsShelved] });
  const onDeath = (error: Error) => void deaths.push(error);
  service = await startService(workshop, {
    config,
    log: pino({ level: 'silent' }),
    metrics: metrics.of('workshop'),
    onDeath,
    kafkaAdminMs: adminMs,
  });
}, 60_000);

afterAll(async () => {
  await subscription?.close();
  await service?.stop();
  await Promise.all([postgres?.stop(), kafka?.stop()]);
  metrics.close();
  removeHome(home);
}, 60_000);

it('a service started long before the broker creates its topics, consumes and publishes', async () => {
  const transaction = new Transaction(service.database);
  const work = new CommandScope(transaction, stationId);
  work.add(Jobs.mapping, Job.dispatched(jobId, stationId, visitId));
  await transaction.commit([{ station: stationId, statements: work.writes() }]);
  const actor: Actor = { kind: 'staff', id: '01980000-0000-7000-8000-0000000000c1', roles: ['TECHNICIAN'], stationId };
  await service.runner.execute(ConfirmProtection, { stationId, jobId, hazards: [] } as never, { actor });

  await sleep(4 * adminMs);
  kafka = await startKafka({ home, port });
  const bus = new KafkaBus({ brokers: kafka.brokers, clientId: 'test', logger });
  const mine = topics.filter(({ owner }) => owner === 'workshop').map(({ name }) => name);
  await until('the topics exist', async () => {
    const there = await bus.listTopics();
    return [...mine, 'parts.visit.events.v1', 'network.standard.state.v1'].every((name) => there.has(name));
  });

  const published: IncomingMessage[] = [];
  subscription = await bus.consume({
    group: 'test',
    topics: ['workshop.visit.events.v1'],
    handle: async (batch) => {
      published.push(...batch.messages);
      await batch.commit(batch.messages.at(-1)!.offset);
    },
    onDeath: (error) => void deaths.push(error),
  });
  await until('the event of the step is published', () => published.length > 0);
  expect(published[0]).toMatchObject({
    key: visitId,
    headers: { ce_type: 'waystation.workshop.v1.ProtectionConfirmed' },
  });

  const publisher = bus.publisher();
  const headers = {
    ce_id: '01980000-0000-7000-8000-0000000000e1',
    ce_type: type,
    ce_time: new Date().toISOString(),
    ce_sequence: '1'.padStart(20, '0'),
    ce_stationid: stationId,
  };
  const value = JSON.stringify({ stationId, visitId });
  await publisher.publish([{ topic: 'parts.visit.events.v1', key: visitId, value, headers }]);
  await publisher.close();
  await until('the event is received', () => heard.includes(visitId));
  expect(deaths).toEqual([]);
}, 120_000);

it('shows its outbox, consumers and timers to the operator', async () => {
  const lag =
    'waystation_consumer_lag_messages{service="workshop",consumer="reactions",topic="parts.visit.events.v1"} 0';
  await until('the event is consumed', async () => (await metrics.text()).includes(lag));
  const lines = (await metrics.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'waystation_commands_total{service="workshop",step="ConfirmProtection",outcome="done"} 1',
      'waystation_reactions_total{service="workshop",reaction="HearWhenPartsShelved",outcome="done"} 1',
      'waystation_outbox_published_total{service="workshop",topic="workshop.visit.events.v1"} 1',
      'waystation_outbox_oldest_unpublished_seconds{service="workshop"} 0',
      'waystation_outbox_leader{service="workshop"} 1',
      'waystation_consumer_lag_seconds{service="workshop",consumer="reactions",topic="parts.visit.events.v1"} 0',
      'waystation_consumer_parked_keys{service="workshop"} 0',
      'waystation_timers_overdue{service="workshop"} 0',
    ]),
  );
});

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 40_000; !(await holds()); await sleep(50)) {
    if (Date.now() > end) throw new Error(`Timed out waiting until ${what}`);
  }
}
