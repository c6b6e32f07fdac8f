import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeTokenKeys, TokenSigner, type Actor } from '@waystation/call';
import { WorkshopServiceService as rpcs } from '@waystation/contracts/workshop/v1/service';
import { createTopics, KafkaBus, type IncomingMessage, type Subscription } from '@waystation/events';
import { clientOf } from '@waystation/service';
import { removeHome, startKafka, type Kafka } from '@waystation/stack';
import type { CrashPoint } from '@waystation/store';
import { startTestService, type TestService } from '@waystation/testing';
import { aJob, anItem } from '../../apps/workshop/testing/a-job.ts';
import { WorkshopModule } from '../../apps/workshop/src/workshop.module.ts';
import { ServiceProcess } from '../support/service-process.ts';

// Kills the workshop, a real process, at each named point of a command, an event and a reaction, restarts it, and checks that
// the effect happened exactly once.

const logger = { info: () => {}, warn: () => {}, error: () => {} };

let home: string;
let kafka: Kafka;
let bus: KafkaBus;
let subscription: Subscription;
let workshop: TestService;
let service: ServiceProcess;
let signer: TokenSigner;
/** All messages of the workshop's topic, repeats included. */
const published: IncomingMessage[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'waystation-crashes-'));
  const keys = await makeTokenKeys();
  signer = await TokenSigner.of(keys.privateKeyPem);
  [kafka, workshop] = await Promise.all([startKafka({ home }), startTestService(WorkshopModule, { hooks: false })]);
  bus = new KafkaBus({ brokers: kafka.brokers, clientId: 'test', logger });
  await createTopics(bus, {});
  subscription = await bus.consume({
    group: 'test',
    topics: ['workshop.visit.events.v1'],
    handle: async (batch) => {
      published.push(...batch.messages);
      await batch.commit(batch.messages.at(-1)!.offset);
    },
    onDeath: (error) => {
      throw error;
    },
  });
  const { app, relay } = workshop.database.urls;
  service = await ServiceProcess.prepare({
    app: 'workshop',
    urls: { app, relay },
    brokers: kafka.brokers,
    publicKeyPem: keys.publicKeyPem,
  });
}, 120_000);

afterAll(async () => {
  await service?.stop();
  service?.remove();
  await subscription?.close();
  await Promise.all([kafka?.stop(), workshop?.close()]);
  removeHome(home);
});

async function confirmProtection(jobId: string, by: Actor, key: string): Promise<unknown> {
  const client = clientOf(rpcs, { address: `127.0.0.1:${service.port}`, caller: 'test', deadlineMs: 10_000 });
  const token = await signer.sign(by, new Date());
  const passedOn = {
    token,
    deadline: undefined,
    language: 'en',
    idempotencyKey: key,
    signal: new AbortController().signal,
  };
  try {
    return await client.confirmProtection({ stationId: by.stationId!, jobId }, { passedOn, validateOnly: false });
  } finally {
    client.close();
  }
}

async function eventually(what: () => Promise<void> | void): Promise<void> {
  for (const end = Date.now() + 15_000; ;) {
    try {
      return await what();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Names of a visit's events on its topic, without repeats and in order; they must be numbered 1..n. */
function arrived(visitId: string): string[] {
  const mine = published.filter(({ key }) => key === visitId);
  const once = [...new Map(mine.map(({ headers }) => [headers['ce_id'], headers])).values()];
  expect(once.map((headers) => Number(headers['ce_sequence']))).toEqual(once.map((_, index) => index + 1));
  return once.map((headers) => headers['ce_type']!.split('.').pop()!);
}

async function crash(at: CrashPoint, act: () => Promise<unknown>): Promise<void> {
  await service.start(at);
  await act().catch((error: unknown) => expect(error).toBeInstanceOf(Error)); // the process dies without answering
  expect(await service.died()).toBe('SIGKILL');
  await service.start();
}

describe('A service process', () => {
  it.each(['runner.executed', 'runner.committed', 'relay.read', 'relay.sent', 'relay.marked'] as const)(
    'runs a repeated command once and publishes its event once if it is killed at %s',
    async (point) => {
      await workshop.database.reset();
      const [job] = await workshop.arrange(aJob().dispatched());
      published.length = 0;
      const { technician } = workshop.actors;

      await crash(point, () => confirmProtection(job.id, technician, `key ${point}`.replace(' ', '-')));
      await expect(confirmProtection(job.id, technician, `key ${point}`.replace(' ', '-'))).resolves.toMatchObject({
        jobId: job.id,
      });

      expect((await workshop.events()).map(({ name }) => name)).toEqual(['ProtectionConfirmed']);
      await eventually(() => expect(arrived(job.visitId!)).toEqual(['ProtectionConfirmed']));
      await service.stop();
    },
    40_000,
  );

  it.each(['consumer.received', 'consumer.loaded', 'consumer.committed', 'consumer.resolved'] as const)(
    'reacts to an event once if it is killed at %s',
    async (point) => {
      await workshop.database.reset();
      const visitId = workshop.newId();
      const itemId = workshop.newId();
      const { value, eventId } = workshop.event('waystation.reception.v1.RepairOrderCountersigned', {
        visitId,
        orderRevision: 1,
        items: [anItem({ itemId })],
      });
      const at = new Date().toISOString();
      const headers = {
        ce_specversion: '1.0',
        ce_id: eventId,
        ce_type: 'waystation.reception.v1.RepairOrderCountersigned',
        ce_source: `/stations/${workshop.stationA.id}/reception`,
        ce_subject: visitId,
        ce_time: at,
        ce_sequence: '1'.padStart(20, '0'),
        ce_stationid: workshop.stationA.id,
        ce_correlationid: visitId,
        ce_actor: `service_advisor:${workshop.actors.advisor.id}`,
        'content-type': 'application/json',
      };
      published.length = 0;

      await crash(point, async () => {
        const publisher = bus.publisher();
        await publisher.publish([
          { topic: 'reception.visit.events.v1', key: visitId, value: JSON.stringify(value), headers },
        ]);
        await publisher.close();
      });

      await eventually(() => expect(arrived(visitId)).toEqual(['JobOpened', 'JobAuthorised']));
      const rows = await workshop.database.rows('select seq::int, parked from consumer_cursor where key = $1', [
        visitId,
      ]);
      expect(rows).toEqual([{ seq: 1, parked: false }]);
      expect((await workshop.outboxOf(visitId)).map(({ name }) => name)).toEqual(['JobOpened', 'JobAuthorised']);
      await service.stop();
    },
    40_000,
  );
});
