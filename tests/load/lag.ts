import { mkdtempSync, globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeTokenKeys, TokenSigner, type Actor } from '@waystation/call';
import { WorkshopServiceService } from '@waystation/contracts/workshop/v1/service';
import { createTopics, KafkaBus } from '@waystation/events';
import { clientOf } from '@waystation/service';
import { removeHome, startInfrastructure, type Postgres } from '@waystation/stack';
import { migrate, type Migration } from '@waystation/store';
import pg from 'pg';
import { ServiceProcess } from '../support/service-process.ts';

// Measures the time from the commit of a step in one service to the commit of the reaction in the next, both separate
// processes: a technician reports findings in the workshop at a steady rate, reception lists them. PostgreSQL records each
// commit time (track_commit_timestamp), for both databases by the same clock.

const perSecond = 100;
const warmUp = 300;
const stationId = '00000000-0000-4000-9000-000000000001';
const technicianId = '00000000-0000-4000-9000-000000000007';
const id = (kind: string, n: number) => `00000000-0000-4000-${kind}-${String(n).padStart(12, '0')}`;
const logger = { info: () => {}, warn: () => {}, error: console.error };

/** Runs the benchmark. @param seconds of the measurement, after a warm-up of three seconds */
export async function benchLag(seconds: number): Promise<{ figures: Record<string, number>; table: string[][] }> {
  const home = mkdtempSync(join(tmpdir(), 'waystation-bench-'));
  const settings = { track_commit_timestamp: 'on' };
  const { postgres, kafka, stop } = await startInfrastructure({ home, postgres: { settings } });
  const keys = await makeTokenKeys();
  const running: ServiceProcess[] = [];
  try {
    const bus = new KafkaBus({ brokers: kafka!.brokers, clientId: 'bench', logger });
    await createTopics(bus);
    for (const app of ['workshop', 'reception']) {
      const files = globSync(`apps/${app}/dist/store/migrations/*.js`).sort();
      const modules = await Promise.all(files.map((file) => import(new URL(`../../${file}`, import.meta.url).href)));
      const migrations = modules.map(({ migration }: { migration: Migration }) => migration);
      await migrate({ adminUrl: postgres.url('postgres'), service: app, migrations });
      const urls = { app: postgres.url(app, `${app}_app`), relay: postgres.url(app, `${app}_relay`) };
      running.push(
        await ServiceProcess.prepare({ app, urls, brokers: kafka!.brokers, publicKeyPem: keys.publicKeyPem }),
      );
    }
    const count = warmUp + seconds * perSecond;
    await seed(postgres, count);
    await Promise.all(running.map((service) => service.start()));
    const token = await (await TokenSigner.of(keys.privateKeyPem)).sign(technician, new Date());
    await report(running[0]!.port, token, count);
    const lags = await lagsOf(postgres, count);
    const at = (share: number) => lags[Math.min(lags.length - 1, Math.floor(lags.length * share))]!;
    const figures = { event_lag_p50_ms: at(0.5), event_lag_p99_ms: at(0.99) };
    const table = [
      ['events', 'per second', 'p50 ms', 'p99 ms', 'longest ms'],
      [String(lags.length), String(perSecond), ...[at(0.5), at(0.99), lags.at(-1)!].map((ms) => ms.toFixed(1))],
    ];
    return { figures, table };
  } finally {
    await Promise.all(running.map((service) => service.stop()));
    for (const service of running) service.remove();
    await stop();
    removeHome(home);
  }
}

const technician: Actor = { kind: 'staff', id: technicianId, roles: ['TECHNICIAN'], stationId };

/** Reports a finding on another job every hundredth of a second, without waiting for earlier answers. */
async function report(port: number, token: string, count: number): Promise<void> {
  const workshop = clientOf(WorkshopServiceService, {
    address: `127.0.0.1:${port}`,
    caller: 'bench',
    deadlineMs: 10_000,
  });
  const { signal } = new AbortController();
  const asked: Promise<unknown>[] = [];
  const began = performance.now();
  for (let n = 0; n < count; n++) {
    await sleep(Math.max(0, began + (n * 1000) / perSecond - performance.now()));
    const finding = {
      stationId,
      jobId: id('8000', n),
      description: 'Oil leaks',
      place: 'axle 2',
      severity: 'soon',
      unsafe: false,
      componentCode: '013001017',
      photoHashes: [],
      happenedAt: undefined,
    };
    const passedOn = { token, deadline: undefined, language: 'en', idempotencyKey: `finding ${n}`, signal };
    asked.push(workshop.reportFinding(finding, { passedOn, validateOnly: false }));
  }
  await Promise.all(asked);
  workshop.close();
}

/** Lags of all events after the warm-up in milliseconds, shortest first. */
async function lagsOf(postgres: Postgres, count: number): Promise<number[]> {
  const committed = `extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000 as ms`;
  const read = async (database: string, text: string) => {
    const client = new pg.Client({ connectionString: postgres.url(database) });
    await client.connect();
    try {
      return new Map((await client.query(text)).rows.map(({ visit, ms }) => [visit as string, Number(ms)]));
    } finally {
      await client.end();
    }
  };
  for (const until = Date.now() + 30_000; ; await sleep(200)) {
    const received = await read(
      'reception',
      `select key as visit, ${committed} from consumer_cursor where topic = 'workshop.visit.events.v1'`,
    );
    if (received.size < count && Date.now() < until) continue;
    if (received.size < count) throw new Error(`reception consumed only ${received.size} of ${count} events`);
    const sent = await read('workshop', `select visit_id::text as visit, ${committed} from job`);
    const measured = [...sent].filter(([visit]) => visit >= id('a000', warmUp));
    return measured.map(([visit, ms]) => received.get(visit)! - ms).toSorted((a, b) => a - b);
  }
}

async function seed(postgres: Postgres, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url('workshop') });
  await client.connect();
  try {
    await client.query(
      `insert into job (id, station_id, visit_id, version, status, since, opened_at, authorised_at, work_kind,
         guarantee_class, payer, operations, labour_minutes, mandatory_safety, advised_safety, cause, order_revision,
         other_technician_ids, clock, clock_corrections, manual_references, tools, safety_confirmations, findings,
         expert_questions, parts, lead_technician_id)
       select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, $1,
         ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid, 1, 'paused', now(), now(), now(), 'repair', 'major',
         'customer', '[{"code":"013-001-017/2","labourMinutes":90,"skill":"brakes"}]', 90, '[]', '[]', 'worn', 1, '[]',
         '[]', '[]', '[]', '[]', '[]', '[]', '[]', '[]', $2
       from generate_series(0, $3 - 1) n`,
      [stationId, technicianId, count],
    );
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
