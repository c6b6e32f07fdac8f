import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials, loadPackageDefinition, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeTokenKeys, TokenSigner, type Actor } from '@waystation/call';
import {
  DispatchJobRequest,
  ReportFindingRequest,
  WorkshopServiceService as rpcs,
} from '@waystation/contracts/workshop/v1/service';
import { Invalid, NotAllowed, NotFound, NotSignedIn, RuleBroken, Unavailable, WrongState } from '@waystation/model';
import { openRegistry } from '@waystation/metrics';
import { removeHome, startPostgres, type Postgres } from '@waystation/stack';
import { Database, encrypted, mapping, Store, Transaction, CommandScope } from '@waystation/store';
import { pino } from 'pino';
import { clientOf, type ClientOf } from './client-of.ts';
import { readConfig, type Config } from './config.ts';
import { createLog } from './logs.ts';
import { StartFault } from './start-fault.ts';
import { startService, type StartedService } from './start-service.ts';
import { Desk, FakeBilling, fakeWorkshop, Job, Jobs, seen } from '../testing/fake-workshop.ts';

const require = createRequire(import.meta.url);
const stationId = '01980000-0000-7000-8000-00000000000a';
const visitId = '01980000-0000-7000-8000-00000000000b';
const technician: Actor = {
  kind: 'staff',
  id: '01980000-0000-7000-8000-0000000000c1',
  roles: ['TECHNICIAN'],
  stationId,
};

const home = mkdtempSync(join(tmpdir(), 'waystation-service-'));
let postgres: Postgres;
let config: Config;
let token: string;
let service: StartedService;
const metrics = await openRegistry();
let workshop: ClientOf<typeof rpcs> & { close(): void };
let written: string[] = [];
const deaths: Error[] = [];
const log = createLog('workshop', 'info', { write: (line) => void written.push(line) } as pino.DestinationStream);
const start = (changed: Partial<Config> = {}) =>
  startService(fakeWorkshop(), {
    config: { ...config, ...changed },
    log,
    metrics: metrics.of('workshop'),
    onDeath: (error) => void deaths.push(error),
  });

const signal = new AbortController().signal;
type How = { token?: string; key?: string; deadline?: Date; language?: string; validateOnly?: boolean };
const call = ({ key, deadline, language = 'en', validateOnly = false, ...how }: How = {}) => ({
  validateOnly,
  passedOn: { token: 'token' in how ? how.token : token, idempotencyKey: key, deadline, language, signal },
});

beforeAll(async () => {
  postgres = await startPostgres({ home, fsync: false });
  const keys = await makeTokenKeys();
  const keyFile = join(home, 'public.pem');
  writeFileSync(keyFile, keys.publicKeyPem);
  token = await (await TokenSigner.of(keys.privateKeyPem)).sign(technician, new Date());
  config = readConfig({
    WAYSTATION_DATABASE_APP_URL: postgres.url('workshop', 'workshop_app'),
    WAYSTATION_DATABASE_RELAY_URL: postgres.url('workshop', 'workshop_relay'),
    WAYSTATION_DATABASE_ADMIN_URL: postgres.url('postgres'),
    WAYSTATION_KAFKA_BROKERS: 'none',
    WAYSTATION_GRPC_PORT: '0',
    WAYSTATION_TOKEN_PUBLIC_KEY: keyFile,
  });
  service = await start();
  workshop = clientOf(rpcs, { address: service.address, caller: 'reception' });
}, 60_000);

afterAll(async () => {
  workshop?.close();
  await service?.stop();
  metrics.close();
  await postgres?.stop();
  removeHome(home);
});

beforeEach(() => {
  written = [];
});

/** Value of a series in the text of a scrape; 0 without it. */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

let jobs = 0;

/** Creates a dispatched job. @returns its id */
async function aJob(): Promise<string> {
  const id = `01980000-0000-7000-8000-${String((jobs += 1)).padStart(12, '0')}`;
  const transaction = new Transaction(service.database);
  const work = new CommandScope(transaction, stationId);
  work.add(Jobs.mapping, Job.dispatched(id, stationId, visitId));
  await transaction.commit([{ station: stationId, statements: work.writes() }]);
  return id;
}

describe('A started service', () => {
  it('answers calls and lists its published events page by page', async () => {
    const [one, two] = [await aJob(), await aJob()];
    expect(await workshop.confirmProtection({ stationId, jobId: one }, call())).toEqual({
      jobId: one,
      status: 'confirmed',
    });
    await workshop.confirmProtection({ stationId, jobId: two }, call());
    const first = await workshop.listEvents({ stationId, visitId, pageSize: 1, pageToken: '' }, call());
    const rest = await workshop.listEvents({ stationId, visitId, pageSize: 0, pageToken: first.nextPageToken }, call());
    expect(rest.nextPageToken).toBe('');
    const [event, ...others] = [...first.events, ...rest.events];
    expect(others).toHaveLength(1);
    expect(event).toMatchObject({
      type: 'waystation.workshop.v1.ProtectionConfirmed',
      topic: 'workshop.visit.events.v1',
      sequence: 1n,
      subjectId: one,
      actorRole: 'technician',
      actorId: technician.id,
    });
    expect(JSON.parse(event!.payloadJson)).toMatchObject({ jobId: one, technicianId: technician.id });
    await expect(workshop.listEvents({ stationId, visitId, pageSize: 0, pageToken: 'x' }, call())).rejects.toThrow(
      'page_token',
    );
  });

  it('counts steps, queries and the reasons of refusals, without ids', async () => {
    const jobId = await aJob();
    const before = await metrics.text();
    await workshop.confirmProtection({ stationId, jobId }, call({ key: 'counted' }));
    await workshop.confirmProtection({ stationId, jobId }, call({ key: 'counted' }));
    await workshop.startJob({ stationId, jobId }, call()).catch((error: unknown) => expect(error).toBeDefined());
    await workshop.listEvents({ stationId, visitId, pageSize: 1, pageToken: '' }, call());
    const after = await metrics.text();
    const added = (series: string) => valueOf(after, series) - valueOf(before, series);
    const commands = 'waystation_commands_total{service="workshop",step';
    expect({
      done: added(`${commands}="ConfirmProtection",outcome="done"}`),
      replayed: added(`${commands}="ConfirmProtection",outcome="replayed"}`),
      refused: added(`${commands}="StartJob",outcome="refused"}`),
      timed: added('waystation_command_duration_seconds_count{service="workshop",step="ConfirmProtection"}'),
      trips: added('waystation_command_round_trips_total{service="workshop",step="ConfirmProtection"}'),
      reason: added('waystation_refusals_total{service="workshop",reason="JOB_NOT_AUTHORISED",rule="REP-D01"}'),
      queries: added('waystation_queries_total{service="workshop",query="ListEvents",outcome="done"}'),
    }).toEqual({ done: 1, replayed: 1, refused: 1, timed: 2, trips: 3, reason: 1, queries: 1 });
    expect(valueOf(after, 'waystation_database_connections_max{service="workshop",pool="app"}')).toBe(6);
    for (const id of [jobId, stationId, visitId, technician.id]) expect(after).not.toContain(id);
  });

  it('is ready while the database answers and has its migrations', async () => {
    expect(await service.readiness()).toBeUndefined();
    const admin = await Database.open({
      appUrl: postgres.url('workshop'),
      relayUrl: postgres.url('workshop'),
      mappings: [],
    });
    const rename = (from: string, to: string) =>
      admin.readOnce(undefined, [{ text: 'update migration set name = $2 where name = $1', values: [from, to] }]);
    const other = await start();
    await rename('0001-job', 'none');
    expect(await other.readiness()).toBe('migrations are missing: 0001-job');
    await rename('none', '0001-job');
    expect(await other.readiness()).toBeUndefined();
    await Promise.all([other.stop(), admin.close()]);
    expect(await other.readiness()).toBe('the database does not answer, or the service is stopping');
  });

  it('gives the same answer to a request repeated with the same key', async () => {
    const jobId = await aJob();
    const first = await workshop.confirmProtection({ stationId, jobId }, call({ key: 'once' }));
    expect(await workshop.confirmProtection({ stationId, jobId }, call({ key: 'once' }))).toEqual(first);
    await expect(workshop.confirmProtection({ stationId, jobId }, call({ key: 'twice' }))).rejects.toBeInstanceOf(
      WrongState,
    );
  });

  it('stores nothing in a dry run', async () => {
    const jobId = await aJob();
    await workshop.confirmProtection({ stationId, jobId }, call({ validateOnly: true }));
    expect(await workshop.confirmProtection({ stationId, jobId }, call())).toMatchObject({ status: 'confirmed' });
  });

  it('sends refusals with details that other services understand', async () => {
    const jobId = await aJob();
    const refusal = await workshop.startJob({ stationId, jobId }, call()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RuleBroken);
    expect((refusal as RuleBroken).missing).toEqual([
      {
        rule: 'REP-D01',
        requirement: 'JOB_NOT_AUTHORISED',
        subject: technician.id,
        text: 'The customer has not agreed.',
      },
    ]);
    const missing = { stationId, jobId: '01980000-0000-7000-8000-0000000fffff' };
    await expect(workshop.confirmProtection(missing, call())).rejects.toBeInstanceOf(NotFound);
    await expect(workshop.confirmProtection({ stationId: '', jobId: 'x' }, call())).rejects.toBeInstanceOf(Invalid);
    await expect(workshop.confirmProtection(missing, call({ token: undefined }))).rejects.toBeInstanceOf(NotSignedIn);
    const dispatched = DispatchJobRequest.fromPartial({ stationId, jobId });
    await expect(workshop.dispatchJob(dispatched, call())).rejects.toBeInstanceOf(NotAllowed);
  });

  it('sends refusals in the language of the caller', async () => {
    const jobId = await aJob();
    const refusal = await workshop
      .startJob({ stationId, jobId }, call({ language: 'zh-CN' }))
      .catch((error: unknown) => error);
    expect(((refusal as Error).cause as ServiceError).details).toBe('客户尚未同意。');
  });

  it('answers a defect with its incident number only and logs the error', async () => {
    const defect = (await workshop
      .pauseJob({ stationId, jobId: await aJob(), reason: 'parts' } as never, call())
      .catch((error: unknown) => error)) as Error;
    expect(defect.message).toMatch(/INTERNAL internal error [0-9a-f-]{36}$/);
    const incident = defect.message.split(' ').pop();
    const entry = written
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find(({ incidentId }) => incidentId === incident);
    expect(entry).toMatchObject({
      level: 'error',
      service: 'workshop',
      name: 'PauseJob',
      err: { message: 'secret words of a defect' },
    });
  });

  it('refuses a list over its limit without checking the elements', async () => {
    const photoHashes = Array.from({ length: 200_000 }, () => 'x');
    const finding = ReportFindingRequest.fromPartial({ stationId, jobId: await aJob(), photoHashes });
    const refusal = await workshop.reportFinding(finding, call()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Invalid);
    expect((refusal as Invalid).violations).toEqual([
      expect.objectContaining({ field: 'photo_hashes', description: 'Too many entries. Maximum: 20.' }),
    ]);
    // Access is checked first, so that the errors are not revealed to callers without it.
    await expect(workshop.reportFinding(finding, call({ token: undefined }))).rejects.toBeInstanceOf(NotSignedIn);
  });

  it('refuses requests larger than a megabyte', async () => {
    const big = { stationId, jobId: 'x'.repeat(1_100_000) };
    await expect(workshop.confirmProtection(big, call())).rejects.toBeInstanceOf(Unavailable);
  });
});

describe('A service that calls others', () => {
  const startBilling = (addresses: Config['addresses']) => {
    const appUrl = postgres.url('billing', 'billing_app');
    const relayUrl = postgres.url('billing', 'billing_relay');
    const asking = { ...config, appUrl, relayUrl, addresses };
    return startService(FakeBilling, { config: asking, log, onDeath: (error) => void deaths.push(error) });
  };

  it('has working clients until it stops', async () => {
    const nowhere = '127.0.0.1:1';
    const billing = await startBilling(
      new Map([
        ['workshop', service.address],
        ['parts', nowhere],
      ]),
    );
    const { workshop: asked, parts } = billing.get(Desk);
    const jobId = await aJob();
    expect(await asked.confirmProtection({ stationId, jobId }, call())).toEqual({ jobId, status: 'confirmed' });
    const wanted = { stationId, visitId, parts: [] };
    await expect(parts.checkAvailability(wanted, call())).rejects.toBeInstanceOf(Unavailable);
    await billing.stop();
    await expect(asked.confirmProtection({ stationId, jobId }, call())).rejects.toThrow();
  });

  it('does not start without their addresses', async () => {
    await expect(startBilling(new Map([['workshop', service.address]]))).rejects.toThrow(
      new StartFault('the address of parts is not configured'),
    );
  });
});

describe('A deadline', () => {
  it('ends the handler together with the call', async () => {
    const began = performance.now();
    const asked = workshop.getJob({ stationId, jobId: await aJob() }, call({ deadline: new Date(Date.now() + 200) }));
    await expect(asked).rejects.toBeInstanceOf(Unavailable);
    expect(performance.now() - began).toBeLessThan(450);
    await sleep(50);
    expect(seen.endedAt - seen.startedAt).toBeLessThan(450);
  });

  it('is set for a call without one', async () => {
    const client = new Client(service.address, credentials.createInsecure());
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${token}`);
    const { path, requestSerialize, responseDeserialize } = rpcs.getJob;
    const jobId = await aJob();
    const began = Date.now();
    await new Promise<void>((done, fail) => {
      client.makeUnaryRequest(path, requestSerialize, responseDeserialize, { stationId, jobId }, metadata, (error) =>
        error ? fail(error) : done(),
      );
    });
    client.close();
    expect(seen.deadline!.getTime() - began).toBeGreaterThan(9_000);
    expect(seen.deadline!.getTime() - began).toBeLessThan(11_000);
  });
});

describe('A running service', () => {
  it('reports health by the state of its database', async () => {
    const health = healthOf(service.address);
    expect(await health('')).toBe('SERVING');
    expect(await health('waystation.workshop.v1.WorkshopService')).toBe('SERVING');
    await postgres.stop();
    await until(async () => (await health('')) === 'NOT_SERVING');
    await postgres.restart();
    await until(async () => (await health('')) === 'SERVING');
  }, 40_000);

  it('lists its rpcs by reflection', async () => {
    const { listServicesResponse } = await reflection(service.address, { listServices: '' });
    expect(listServicesResponse.service.map(({ name }) => name)).toContain('waystation.workshop.v1.WorkshopService');
    const symbol = { fileContainingSymbol: 'waystation.workshop.v1.WorkshopService' };
    expect(
      (await reflection(service.address, symbol)).fileDescriptorResponse.fileDescriptorProto.length,
    ).toBeGreaterThan(0);
  });
});

describe('A database that has failed over', () => {
  /** Processes of the database that serve the service's steps. */
  const backends = async () =>
    (await admin(`select pid from pg_stat_activity where usename = 'workshop_app'`)).map(({ pid }) => pid as number);
  const admin = async (sql: string): Promise<Record<string, unknown>[]> => {
    const url = postgres.url('postgres');
    const database = await Database.open({ appUrl: url, relayUrl: url, mappings: [] });
    try {
      return (await database.app.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await database.close();
    }
  };
  const confirm = async (jobId: string, how: How = {}) => workshop.confirmProtection({ stationId, jobId }, call(how));

  it('is treated as unavailable while read-only, and all connections to it are replaced', async () => {
    const jobId = await aJob();
    const before = await backends();
    await admin(`alter system set default_transaction_read_only = on`);
    await admin(`select pg_reload_conf()`);
    try {
      await until(async () => (await readOnly()) === 'on');
      const refusal = await confirm(jobId, { key: 'read-only' }).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Unavailable);
      expect(refusal).toMatchObject({ reason: 'DATABASE_UNAVAILABLE' });
      expect(written.join('')).not.toContain('a step failed');
    } finally {
      await admin(`alter system reset default_transaction_read_only`);
      await admin(`select pg_reload_conf()`);
    }
    await until(async () => (await readOnly()) === 'off');
    expect(await confirm(jobId, { key: 'read-only' })).toMatchObject({ status: 'confirmed' });
    const now = await backends();
    expect(before.filter((pid) => now.includes(pid))).toEqual([]);
  });

  it('is reached through new connections after it closed the old ones', async () => {
    const jobIds = [await aJob(), await aJob(), await aJob()];
    const before = await backends();
    await admin(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'workshop_app'`);
    const answers = await Promise.all(jobIds.map((jobId) => confirm(jobId, { key: `ended-${jobId}` })));
    expect(answers.map(({ status }) => status)).toEqual(jobIds.map(() => 'confirmed'));
    const now = await backends();
    expect(before.filter((pid) => now.includes(pid))).toEqual([]);
  });

  const readOnly = async () =>
    (await admin(`select current_setting('transaction_read_only') as it`))[0]!['it'] as string;
});

describe('A stop', () => {
  it('completes open calls, accepts no more and closes everything', async () => {
    const own = await start();
    const client = clientOf(rpcs, { address: own.address, caller: 'reception' });
    const health = healthOf(own.address);
    const watch = watchHealth(own.address);
    await client.getJob({ stationId, jobId: await aJob() }, call()); // connects first, which may take long on a busy machine
    const asked = client.getJob({ stationId, jobId: await aJob() }, call());
    await sleep(200);
    const began = performance.now();
    const stopped = own.stop();
    await asked; // 700 ms
    await stopped;
    expect(performance.now() - began).toBeLessThan(2_000); // although a client watches the health
    await expect(client.getJob({ stationId, jobId: await aJob() }, call())).rejects.toBeInstanceOf(Unavailable);
    await expect(health('')).rejects.toMatchObject({ code: status.UNAVAILABLE });
    expect(watch.said).toEqual(['SERVING', 'NOT_SERVING']);
    client.close();
  });
});

describe('A failed start', () => {
  it('reports that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    await expect(start({ grpc: { host: '127.0.0.1', port } })).rejects.toThrow(
      new StartFault(`port ${port} of 127.0.0.1 is taken`),
    );
    other.close();
  });

  it('reports that the database is unreachable, without the password', async () => {
    const appUrl = 'postgres://workshop_app:hush@127.0.0.1:1/workshop';
    const fault = (await start({ appUrl, adminUrl: undefined }).catch((error: unknown) => error)) as Error;
    expect(fault).toBeInstanceOf(StartFault);
    expect(fault.message).toBe(
      'cannot use database workshop at 127.0.0.1:1 as workshop_app: connect ECONNREFUSED 127.0.0.1:1',
    );
  });

  it('reports that a key is invalid', async () => {
    await expect(start({ tokenPublicKey: '-----BEGIN PUBLIC KEY-----' })).rejects.toThrow(
      'WAYSTATION_TOKEN_PUBLIC_KEY is not an ES256 public key',
    );
  });

  it('reports that keys for encrypted columns are missing', async () => {
    class Sealed extends Store.of(
      mapping(Job, {
        table: 'job',
        subject: 'job',
        properties: () => ({ visitId: encrypted<string>() }),
      }),
    ) {}
    const sealed = fakeWorkshop({ stores: [Sealed] });
    const started = startService(sealed, { config, log, onDeath: (error) => void deaths.push(error) });
    await expect(started).rejects.toThrow(
      new StartFault('WAYSTATION_DATA_KEYS is missing: the service has encrypted columns'),
    );
  });

  it('reports that simulated time is not supported', async () => {
    await expect(start({ clock: 'simulated' })).rejects.toBeInstanceOf(StartFault);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('Timed out after 20 s.');
    await sleep(50);
  }
}

type Unary = (
  request: object,
  options: object,
  done: (error: Error | null, answer: { status: string }) => void,
) => void;
type Stream = {
  on(event: 'data' | 'error' | 'end', then: (data: { status: string }) => void): void;
  write(message: object): void;
  end(): void;
};

function stubOf(proto: string, name: string, address: string): Record<string, unknown> {
  const loaded = loadPackageDefinition(loadSync(proto, { enums: String, longs: String, oneofs: true })) as never;
  const Stub = name.split('.').reduce((at: never, part) => at[part], loaded) as unknown as new (
    ...args: unknown[]
  ) => Record<string, unknown>;
  return new Stub(address, credentials.createInsecure());
}

function healthOf(address: string): (of: string) => Promise<string> {
  const stub = stubOf(healthProto(), 'grpc.health.v1.Health', address);
  return (of) =>
    new Promise((done, fail) => {
      (stub['check'] as Unary).call(stub, { service: of }, { deadline: Date.now() + 2_000 }, (error, answer) =>
        error ? fail(error) : done(answer.status),
      );
    });
}

function watchHealth(address: string): { said: string[] } {
  const stub = stubOf(healthProto(), 'grpc.health.v1.Health', address);
  const said: string[] = [];
  const stream = (stub['watch'] as (request: object) => Stream).call(stub, { service: '' });
  stream.on('data', (answer) => void said.push(answer.status));
  stream.on('error', () => undefined);
  return { said };
}

interface Reflected {
  listServicesResponse: { service: { name: string }[] };
  fileDescriptorResponse: { fileDescriptorProto: Buffer[] };
}

function reflection(address: string, request: object): Promise<Reflected> {
  const proto = join(require.resolve('@grpc/reflection'), '../../proto/grpc/reflection/v1/reflection.proto');
  const stub = stubOf(proto, 'grpc.reflection.v1.ServerReflection', address);
  return new Promise((done, fail) => {
    const stream = (stub['serverReflectionInfo'] as () => Stream).call(stub);
    stream.on('data', (answer) => done(answer as unknown as Reflected));
    stream.on('error', (error) => fail(error as never));
    stream.write(request);
    stream.end();
  });
}

function healthProto(): string {
  return join(require.resolve('grpc-health-check'), '../../../proto/health/v1/health.proto');
}
