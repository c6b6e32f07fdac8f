import { getRandomValues, randomUUID } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync } from 'node:fs';
import { makeTokenKeys, TokenVerifier, type Actor, type RunReport } from '@waystation/call';
import { createService, definitionOf, mappingsOf } from '@waystation/service';
import { removeHome, startPostgres, type Postgres } from '@waystation/stack';
import { Database, migrate } from '@waystation/store';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { median } from './figures.ts';
import { pgbench } from './pgbench.ts';

// Compares one write command of the workshop under row level security, ConfirmProtection, with pgbench writing the same rows:
// once with a round trip per statement, once as a single pipeline, which is the best that the database can do.

const stations = 20;
const jobs = 20_000;
const connections = 10;
const stationId = (n: number | string) => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`;
const jobId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Results by the keys of `--json`. */
export type CommandFigures = Record<string, number>;

/** Runs the benchmark. @param seconds of each measurement; @param rounds in which pgbench and the platform take turns */
export async function benchCommand(
  seconds: number,
  rounds: number,
): Promise<{ figures: CommandFigures; table: string[][] }> {
  const home = mkdtempSync(join(tmpdir(), 'waystation-bench-'));
  const postgres = await startPostgres({ home, maxConnections: 100 });
  try {
    return await measure(postgres, seconds, rounds);
  } finally {
    await postgres.stop();
    removeHome(home);
  }
}

async function measure(
  postgres: Postgres,
  seconds: number,
  rounds: number,
): Promise<{ figures: CommandFigures; table: string[][] }> {
  const app = await import(new URL('../../apps/workshop/dist/workshop.module.js', import.meta.url).href);
  const migrations = globSync('apps/workshop/dist/store/migrations/*.js').sort();
  const sql = await Promise.all(migrations.map((file) => import(new URL(`../../${file}`, import.meta.url).href)));
  await migrate({
    adminUrl: postgres.url('postgres'),
    service: 'workshop',
    migrations: sql.map(({ migration }) => migration),
  });
  await seed(postgres.url('workshop'));

  const reports: RunReport[] = [];
  const database = await Database.open({
    appUrl: postgres.url('workshop', 'workshop_app'),
    relayUrl: postgres.url('workshop', 'workshop_relay'),
    mappings: mappingsOf(definitionOf(app.WorkshopModule)),
    poolSize: connections,
  });
  const service = await createService(app.WorkshopModule, {
    database,
    clock: { now: () => new Date() },
    tokens: await TokenVerifier.of((await makeTokenKeys()).publicKeyPem),
    random: (bytes: number) => getRandomValues(new Uint8Array(bytes)),
    log: (error) => console.error(error),
    observe: (report) => void (reports.length < 1000 && reports.push(report)),
  });
  const { ConfirmProtection } = await import(
    new URL('../../apps/workshop/dist/use-cases/confirm-protection.js', import.meta.url).href
  );
  const once = async (n: number) => {
    const station = stationId(n % stations);
    const actor: Actor = { kind: 'staff', id: stationId('7'), roles: ['TECHNICIAN'], stationId: station };
    const caller = { actor, idempotencyKey: randomUUID() };
    await service.runner.execute(ConfirmProtection, { stationId: station, jobId: jobId(n) }, caller);
  };

  await load(once, 8, 2);
  // Plans made while the tables were empty would keep scanning them; in production autovacuum prevents that.
  await asSuperuser(postgres.url('workshop'), (client) => client.query('vacuum analyze'));
  const scripts = scriptsLike(await sample(postgres.url('workshop')));
  const url = postgres.url('workshop', 'workshop_app');
  const figures: CommandFigures = {};
  const table = [['callers', 'pgbench, statements', 'pgbench, pipeline', 'ours', 'of statements', 'of pipeline']];
  for (const callers of [1, 8, 32]) {
    const seen = {
      statements: [] as number[],
      pipeline: [] as number[],
      ours: [] as number[],
      node: [] as number[],
      database: [] as number[],
    };
    for (let round = 0; round < rounds; round++) {
      seen.statements.push(await pgbench({ url, script: scripts.statements, callers, seconds }));
      seen.pipeline.push(await pgbench({ url, script: scripts.pipeline, callers, seconds }));
      const run = await load(once, callers, seconds, postgres.pid);
      seen.ours.push(run.rate);
      seen.node.push(run.nodeMicros);
      seen.database.push(run.databaseMicros);
    }
    const ratio = (peer: number[]) => median(seen.ours.map((ours, round) => ours / peer[round]!));
    const rate = (values: number[]) => Math.round(median(values)).toLocaleString('en');
    const [ofStatements, ofPipeline] = [ratio(seen.statements), ratio(seen.pipeline)];
    table.push([
      `${callers}`,
      rate(seen.statements),
      rate(seen.pipeline),
      rate(seen.ours),
      ofStatements.toFixed(2),
      ofPipeline.toFixed(2),
    ]);
    if (callers === 32) {
      figures['command.ratio.pgbench_statements'] = ofStatements;
      figures['command.ratio.pgbench_pipeline'] = ofPipeline;
      figures['command.rate'] = median(seen.ours);
      figures['command.cpu_us.node'] = median(seen.node);
      figures['command.cpu_us.database'] = median(seen.database);
    }
  }
  figures['command.round_trips'] = median(reports.map(({ roundTrips }) => roundTrips));
  await service.close();
  await database.close();
  return { figures, table };
}

/** Runs the command from several callers at once for a time. */
async function load(once: (n: number) => Promise<void>, callers: number, seconds: number, postmaster?: number) {
  const end = performance.now() + seconds * 1000;
  const [cpu, database] = [process.cpuUsage(), postmaster ? cpuMicrosBelow(postmaster) : 0];
  const started = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        await once(Math.floor(Math.random() * jobs));
        done += 1;
      }
    }),
  );
  const used = process.cpuUsage(cpu);
  return {
    rate: (done / (performance.now() - started)) * 1000,
    nodeMicros: (used.user + used.system) / done,
    databaseMicros: postmaster ? (cpuMicrosBelow(postmaster) - database) / done : 0,
  };
}

/** CPU time used by the children of a process, in microseconds. */
function cpuMicrosBelow(parent: number): number {
  const stats = globSync('/proc/[0-9]*/stat').map((file) => {
    try {
      return readFileSync(file, 'utf8').split(') ')[1]!.split(' ');
    } catch (error) {
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined; // ended in the meantime
      throw error;
    }
  });
  const mine = stats.filter((fields) => fields && Number(fields[1]) === parent);
  return mine.reduce((sum, fields) => sum + (Number(fields![11]) + Number(fields![12])) * 10_000, 0);
}

async function seed(url: string): Promise<void> {
  await asSuperuser(url, (client) =>
    client.query(`
    insert into job (id, station_id, visit_id, version, status, since, opened_at, authorised_at, work_kind, guarantee_class,
      payer, operations, labour_minutes, mandatory_safety, advised_safety, cause, order_revision, other_technician_ids, clock,
      clock_corrections, manual_references, tools, safety_confirmations, findings, expert_questions, parts, lead_technician_id)
    select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, ('00000000-0000-4000-9000-' || lpad((n % ${stations})::text, 12, '0'))::uuid,
      ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid, 1, 'dispatched', now(), now(), now(), 'repair', 'major',
      'customer', '[{"code":"013-001-017/2","labourMinutes":90,"skill":"brakes"}]', 90, '["lift_secured"]', '[]', 'worn', 1, '[]', '[]',
      '[]', '[]', '[]', '[]', '[]', '[]', '[]', '00000000-0000-4000-9000-000000000007'
    from generate_series(0, ${jobs - 1}) n`),
  );
}

/** Sample event of the command, so that pgbench writes as many bytes. */
async function sample(url: string): Promise<{ headers: string; payload: string; type: string; columns: string }> {
  return asSuperuser(url, async (client) => {
    const { rows } = await client.query('select headers, payload, type from outbox order by id limit 1');
    const columns = await client.query(
      `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns where table_name = 'job'`,
    );
    return { ...rows[0], columns: columns.rows[0].columns };
  });
}

async function asSuperuser<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

function scriptsLike({
  headers,
  payload,
  type,
  columns,
}: {
  headers: string;
  payload: string;
  type: string;
  columns: string;
}) {
  // pgbench reads a colon as a variable.
  const text = (value: string) => `'${value.replaceAll("'", '').replaceAll(':', '~')}'`;
  const station = `('00000000-0000-4000-9000-' || lpad((:n % ${stations})::text, 12, '0'))`;
  const job = `('00000000-0000-4000-8000-' || lpad(:n::text, 12, '0'))::uuid`;
  const key = `(:client_id::text || '-' || :k::text || '-0123456789abcdef')`;
  const hash = `decode('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex')`;
  const statements = [
    'begin',
    `select set_config('app.station', ${station}, true)`,
    `select ${columns} from job where station_id = ${station}::uuid and id = ${job}`,
    `select hash, answer from request_key where station_id = ${station}::uuid and key = ${key}`,
    `with hit as (update job set protection_confirmed_at = now(), version = version + 1 where id = ${job} and version = version returning 1) select must_change((select count(*) from hit), 1, 'job')`,
    `with s as (
       insert into outbox_stream as t (topic, key, last_seq, last_hash, station_id) values ('workshop.visit.events.v1', '00000000-0000-4000-a000-' || lpad(:n::text, 12, '0'), 1, sha256(${hash}), ${station}::uuid)
       on conflict (topic, key) do update set last_seq = t.last_seq + 1, last_hash = sha256(t.last_hash || ${hash})
       returning last_seq, last_hash)
     insert into outbox (event_id, topic, key, seq, hash, station_id, correlation_id, type, headers, payload, occurred_at)
     select gen_random_uuid(), 'workshop.visit.events.v1', '00000000-0000-4000-a000-' || lpad(:n::text, 12, '0'), last_seq, last_hash, ${station}::uuid, ${job}, ${text(type)}, ${text(headers)}, ${text(payload)}, now() from s`,
    `insert into request_key (station_id, key, hash, answer) values (${station}::uuid, ${key}, ${hash}, ${hash})`,
    'commit',
  ].map((statement) => `${statement.replaceAll('\n', ' ')};`);
  const head = [`\\set n random(0, ${jobs - 1})`, '\\set k random(1, 9000000000000000)'];
  return {
    statements: [...head, ...statements].join('\n'),
    pipeline: [...head, '\\startpipeline', ...statements, '\\endpipeline'].join('\n'),
  };
}
