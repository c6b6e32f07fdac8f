import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeTokenKeys, TokenSigner } from '@waystation/call';
import { WorkshopServiceService as rpcs } from '@waystation/contracts/workshop/v1/service';
import { createTopics, KafkaBus } from '@waystation/events';
import { removeHome, startKafka, type Kafka } from '@waystation/stack';
import { startTestService, type TestService } from '@waystation/testing';
import { ReceptionModule } from '../../apps/reception/src/reception.module.ts';
import { aJob } from '../../apps/workshop/testing/a-job.ts';
import { aVisit } from '../../apps/workshop/testing/a-visit.ts';
import { WorkshopModule } from '../../apps/workshop/src/workshop.module.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { TraceCollector } from '../support/trace-collector.ts';

// Follows a trace from a call of the workshop through its outbox and Kafka into a reaction of reception. Both are real
// processes with the default sampler, so they follow the decision of the caller, here the test.

const logger = { info: () => {}, warn: () => {}, error: () => {} };

let home: string;
let kafka: Kafka;
let workshop: TestService;
let reception: TestService;
let signer: TokenSigner;
let collector: TraceCollector;
let processes: ServiceProcess[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'waystation-trace-'));
  const { publicKeyPem, privateKeyPem } = await makeTokenKeys();
  signer = await TokenSigner.of(privateKeyPem);
  [kafka, workshop, reception, collector] = await Promise.all([
    startKafka({ home }),
    startTestService(WorkshopModule, { hooks: false }),
    startTestService(ReceptionModule, { hooks: false }),
    TraceCollector.start(),
  ]);
  const { brokers } = kafka;
  await createTopics(new KafkaBus({ brokers, clientId: 'test', logger }), {});
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' };
  const nodeArgs = ['--import', '@waystation/service/preload'];
  for (const [app, { database }] of Object.entries({ workshop, reception }))
    processes.push(await ServiceProcess.prepare({ app, urls: database.urls, brokers, publicKeyPem, env, nodeArgs }));
  await Promise.all(processes.map((process) => process.start()));
}, 180_000);

afterAll(async () => {
  await Promise.all(processes.map((process) => process.stop()));
  for (const process of processes) process.remove();
  processes = [];
  collector?.stop();
  await Promise.all([kafka?.stop(), workshop?.close(), reception?.close()]);
  removeHome(home);
}, 60_000);

/** Starts a dispatched job in the workshop's process, as a caller whose trace has these ids. @returns the visit */
async function startAJob(traceparent: string): Promise<string> {
  await workshop.database.reset();
  await workshop.arrange(aVisit(aJob().dispatched()));
  const [job] = await workshop.database.rows('select id, visit_id, station_id from job', []);
  const { id: jobId, visit_id: visitId, station_id: stationId } = job as Record<string, string>;
  const metadata = new Metadata();
  metadata.set('traceparent', traceparent);
  metadata.set('authorization', `Bearer ${await signer.sign(workshop.actors.technician, new Date())}`);
  metadata.set('idempotency-key', traceparent);
  const client = new Client(`127.0.0.1:${processes[0]!.port}`, credentials.createInsecure());
  const { path, requestSerialize, responseDeserialize } = rpcs.startJob;
  try {
    await new Promise<void>((done, fail) => {
      const request = { stationId: stationId!, jobId: jobId! };
      client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, metadata, (error) =>
        error ? fail(error) : done(),
      );
    });
  } finally {
    client.close();
  }
  return visitId!;
}

async function eventually<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const end = Date.now() + 60_000; ;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Timed out waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function reactionDone(visitId: string): Promise<void> {
  await eventually('reception has reacted', async () => {
    const rows = await reception.database.rows('select 1 from consumer_cursor where key = $1', [visitId]);
    return rows.length > 0 ? true : undefined;
  });
}

describe('A trace', () => {
  it('that the caller keeps leads from the call through the outbox into the reaction of the next service', async () => {
    const traceId = 'aaaabbbbccccdddd1111222233334444';
    await reactionDone(await startAJob(`00-${traceId}-1111222233334444-01`));
    const spanNamed = (name: string) =>
      eventually(`${name} is collected`, () =>
        collector.spans.find((span) => span.traceId === traceId && span.name === name),
      );
    const step = await spanNamed('workshop.StartJob');
    const reaction = await spanNamed('reception.AdvanceVisitWhenJobStarted');
    expect(reaction.parentId).toBe(step.spanId);
    const call = collector.spans.find(({ spanId }) => spanId === step.parentId);
    expect(call).toMatchObject({ traceId, parentId: '1111222233334444' });
  }, 120_000);

  it('that the caller does not keep is sent by no service, and its id stays on the event', async () => {
    const traceId = 'eeeeffff00001111aaaabbbbccccdddd';
    await reactionDone(await startAJob(`00-${traceId}-1111222233334444-00`));
    const [row] = await workshop.database.rows('select headers from outbox order by id desc limit 1', []);
    const headers = JSON.parse((row as { headers: string }).headers) as Record<string, string>;
    expect(headers['traceparent']).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // five intervals of the exporters
    expect(collector.spans.filter((span) => span.traceId === traceId)).toEqual([]);
  }, 120_000);
});
