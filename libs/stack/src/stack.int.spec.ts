import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  createDatabase,
  dropDatabase,
  findMissing,
  readInfrastructure,
  removeHome,
  startInfrastructure,
  startPostgres,
  startProcess,
  type Postgres,
} from './index.ts';
import { startTime, stopStale } from './stale.ts';

const homes: string[] = [];
const running: { stop(): Promise<void> }[] = [];

function aHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'waystation-stack-'));
  homes.push(home);
  return home;
}

async function aPostgres(home = aHome()): Promise<Postgres> {
  const postgres = await startPostgres({ home, fsync: false });
  running.push(postgres);
  return postgres;
}

async function ask(postgres: Postgres, sql: string, database = 'postgres'): Promise<unknown> {
  const client = new Client({ connectionString: postgres.url(database) });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows.map((row) => Object.values(row)[0])[0];
  } finally {
    await client.end();
  }
}

async function untilGone(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (startTime(pid) !== undefined && Date.now() < deadline) await sleep(20);
  return startTime(pid) === undefined;
}

afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  for (const home of homes) removeHome(home);
}, 30_000);

test('findMissing finds nothing missing on this machine', async () => {
  await expect(findMissing()).resolves.toEqual([]);
});

describe('startPostgres', () => {
  let postgres: Postgres;

  beforeAll(async () => {
    postgres = await aPostgres();
  }, 30_000);

  test('starts a server with UTC and UTF-8 in the given directory', async () => {
    await expect(ask(postgres, 'select 1')).resolves.toBe(1);
    await expect(ask(postgres, 'show timezone')).resolves.toBe('UTC');
    await expect(ask(postgres, 'show server_encoding')).resolves.toBe('UTF8');
    await expect(ask(postgres, 'show data_directory')).resolves.toBe(postgres.dataDirectory);
    await expect(ask(postgres, 'show listen_addresses')).resolves.toBe('127.0.0.1');
  });

  test('serves a database that is copied from a template and dropped', async () => {
    await createDatabase({ postgres, name: 'mother' });
    await ask(postgres, 'create table kept (n int)', 'mother');
    await createDatabase({ postgres, name: 'daughter', template: 'mother' });
    await expect(ask(postgres, "select to_regclass('kept')::text", 'daughter')).resolves.toBe('kept');
    await dropDatabase({ postgres, name: 'daughter' });
    await expect(ask(postgres, "select count(*)::int from pg_database where datname = 'daughter'")).resolves.toBe(0);
  });

  test.each(['', '1a', 'A', 'a-b', 'a"; drop database b; --', 'a'.repeat(64)])(
    'refuses to create or drop a database named %j',
    async (name) => {
      await expect(createDatabase({ postgres, name })).rejects.toThrow('not a valid database name');
      await expect(createDatabase({ postgres, name: 'fine', template: name })).rejects.toThrow(
        'not a valid database name',
      );
      await expect(dropDatabase({ postgres, name })).rejects.toThrow('not a valid database name');
    },
  );

  test('keeps the data after a stop and after kill -9', async () => {
    await createDatabase({ postgres, name: 'lasting' });
    await ask(postgres, 'create table kept as select 1 as n', 'lasting');
    await postgres.restart();
    await expect(ask(postgres, 'select n from kept', 'lasting')).resolves.toBe(1);
    await postgres.kill('SIGKILL');
    await postgres.restart();
    await expect(ask(postgres, 'select n from kept', 'lasting')).resolves.toBe(1);
  }, 20_000);

  test('refuses to start twice in one home', async () => {
    const home = homes[0] ?? '';
    await expect(startPostgres({ home })).rejects.toThrow('is in use');
    await expect(ask(postgres, 'select 1')).resolves.toBe(1);
  });

  test('reports a taken port as the reason', async () => {
    await expect(startPostgres({ home: aHome(), port: postgres.port, fsync: false })).rejects.toThrow(
      /could not create any TCP\/IP sockets|another PostgreSQL/,
    );
  }, 20_000);

  test('starts in a home below a folder that only its owner may enter', async () => {
    const closed = aHome();
    chmodSync(closed, 0o700);
    const home = join(closed, 'home');
    mkdirSync(home, { mode: 0o700 });
    homes.push(home);
    const other = await aPostgres(home);
    await expect(ask(other, 'select 1')).resolves.toBe(1);
    await other.stop();
    removeHome(home);
    expect(existsSync(other.dataDirectory)).toBe(false);
  }, 20_000);

  test('ends the server with its parent, even after SIGKILL', async () => {
    const home = aHome();
    const parent = spawn(process.execPath, [join(import.meta.dirname, '../testing/start-and-wait.ts'), home], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [told] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(told.toString());
    expect(startTime(pid)).toBeDefined();
    parent.kill('SIGKILL');
    await expect(untilGone(pid, 5_000)).resolves.toBe(true);
    // The files of the killed parent do not prevent a new start.
    const next = await aPostgres(home);
    await expect(ask(next, 'select 1')).resolves.toBe(1);
  }, 30_000);
});

describe('startProcess', () => {
  const spec = (script: string) => {
    const home = aHome();
    return {
      name: 'the clerk',
      command: '/bin/sh',
      args: ['-c', script],
      cwd: home,
      logFile: join(home, 'clerk.log'),
      ready: async () => existsSync(join(home, 'ready')),
      readyWithinMs: 5_000,
    };
  };

  test('reports the reason when the process ends at start', async () => {
    const died = startProcess(spec('echo good morning; echo "FATAL: no ink" >&2; exit 3'));
    await expect(died).rejects.toThrow(/^the clerk ended before it was ready \(exit code 3\)\n {2}FATAL: no ink\n/);
  });

  test('reports a missing program', async () => {
    await expect(startProcess({ ...spec(''), command: '/no/such/clerk' })).rejects.toThrow(
      'the clerk cannot be started',
    );
  });

  test('reports and ends a process that is not ready in time', async () => {
    const late = spec('echo $$ > pid; exec sleep 60');
    await expect(startProcess({ ...late, readyWithinMs: 300 })).rejects.toThrow('was not ready within 0.3 s');
    const pid = Number(readFileSync(join(late.cwd, 'pid'), 'utf8'));
    expect(startTime(pid)).toBeUndefined();
  });

  test('kills a process that does not stop in time', async () => {
    const clerk = await startProcess({
      ...spec('trap "" TERM; touch ready; while :; do sleep 0.1; done'),
      stopWithinMs: 200,
    });
    await clerk.stop();
    await expect(clerk.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('returns the last lines of the output', async () => {
    const clerk = await startProcess(spec('echo one; echo two; echo three; touch ready; exec sleep 60'));
    expect(clerk.logTail(2)).toBe('two\nthree');
    await clerk.stop();
  });
});

describe('stopStale', () => {
  const left = (home: string, mark: string) => {
    const child = spawn('/bin/sh', ['-c', 'sleep 60; :', mark], { cwd: home, stdio: 'ignore', detached: true });
    const pid = child.pid ?? 0;
    const record = { pid, started: startTime(pid), parentPid: 999_999_999, parentStarted: '1' };
    writeFileSync(join(home, 'left.pid'), JSON.stringify(record));
    return pid;
  };
  const stopLeft = (home: string) =>
    stopStale({ name: 'it', pidFile: join(home, 'left.pid'), mark: home, signal: 'SIGTERM', withinMs: 2_000 });

  test('stops a process with our mark that a killed parent left', async () => {
    const home = aHome();
    const pid = left(home, home);
    await sleep(50); // The command line changes only when the shell is running.
    await expect(stopLeft(home)).resolves.toBe(pid);
    expect(startTime(pid)).toBeUndefined();
  });

  test('leaves a process without our mark running', async () => {
    const home = aHome();
    const pid = left(home, 'somebody-else');
    await sleep(50);
    await expect(stopLeft(home)).resolves.toBeUndefined();
    expect(startTime(pid)).toBeDefined();
    process.kill(-pid, 'SIGKILL');
  });
});

test('startInfrastructure writes stack.json and removes it on stop', async () => {
  const home = aHome();
  const infrastructure = await startInfrastructure({ home, postgres: { fsync: false }, kafka: false });
  running.push(infrastructure);
  expect(readInfrastructure(home)).toEqual({
    postgres: { host: '127.0.0.1', port: infrastructure.postgres.port, superuser: 'postgres' },
  });
  await infrastructure.stop();
  expect(readInfrastructure(home)).toBeUndefined();
}, 20_000);
