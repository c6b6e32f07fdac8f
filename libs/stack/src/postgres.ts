import { execFile } from 'node:child_process';
import { readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { reasonFromLog } from './log-reason.ts';
import { freePort } from './ports.ts';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { hasCluster, postgresRoom, type PostgresRoom } from './postgres-room.ts';
import { startProcess, type ProcessEnd, type ProcessHandle } from './processes.ts';
import { commandLine, stopStale } from './stale.ts';

const HOST = '127.0.0.1';
const SUPERUSER = 'postgres';
/** Recovery after a crash is part of a start. */
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;

/** What `startPostgres` takes. */
export interface PostgresOptions {
  /** The directory that keeps the cluster and its log; made when missing, reused when it holds a cluster. */
  home: string;
  /** A free one when left out. */
  port?: number;
  /** 300 when left out: ten services with pools. */
  maxConnections?: number;
  /** False for clusters that are thrown away, where a power cut may lose or break everything. True when left out. */
  fsync?: boolean;
  /** More settings by PostgreSQL's names, such as `{ synchronous_commit: 'off' }`; they win over those made here. */
  settings?: Record<string, string | number | boolean>;
}

/** How a running PostgreSQL is reached; plain data, so that another process can be told. */
export interface PostgresAddress {
  host: string;
  port: number;
  superuser: string;
}

/** A running PostgreSQL. It trusts every user on 127.0.0.1 without a password. */
export interface Postgres extends PostgresAddress {
  readonly pid: number;
  /** Where the cluster lies, checked against the server's own word. */
  readonly dataDirectory: string;
  readonly logFile: string;
  /** Resolves when the process of now is gone (`restart` begins another). */
  readonly exited: Promise<ProcessEnd>;
  /** A connection string for a database, as a user. */
  url(database: string, user?: string): string;
  /** Shuts down quickly and cleanly: open transactions are rolled back. Resolves once it is gone. */
  stop(): Promise<void>;
  /** Sends the main process a signal; with SIGKILL it resolves once that is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and data, after `stop` or `kill`; stops it first when it runs. */
  restart(): Promise<void>;
}

/**
 * Starts PostgreSQL 18 on 127.0.0.1, ready for queries when it resolves. A process that a killed parent left in this
 * home is stopped first.
 *
 * @param options see `PostgresOptions`
 * @returns the running server
 * @throws Error in few lines with the way out, when it can't run on this machine, the home is in use, the port is
 *   taken, or the cluster doesn't come up
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const home = resolve(options.home);
  const room = postgresRoom(home);
  const dataDirectory = join(room.directory, 'data');
  const pidFile = join(home, 'postgres.pid');
  const logFile = join(home, 'log', 'postgres.log');
  const settings = settingsOf(options);
  await stopStale({ name: 'PostgreSQL', pidFile, mark: dataDirectory, signal: 'SIGINT', withinMs: STOP_WITHIN_MS });

  const binaries = postgresBinaries(room.who, join(room.directory, 'lib'));
  if (!hasCluster(room.directory)) await makeCluster(binaries, room, options.fsync !== false);

  const launch = (port: number): Promise<ProcessHandle> => {
    dropForeignLock(dataDirectory);
    return startProcess({
      name: 'PostgreSQL',
      command: binaries.postgres,
      args: ['-D', dataDirectory, ...Object.entries({ port, ...settings }).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
      env: binaries.env,
      cwd: room.directory,
      ...room.who,
      logFile,
      pidFile,
      ready: () => answers(port, dataDirectory),
      readyWithinMs: READY_WITHIN_MS,
      stopSignal: 'SIGINT',
      stopWithinMs: STOP_WITHIN_MS,
      // Immediate shutdown: the main process takes its children along, and the log of changes brings all back.
      orphanSignal: 'SIGQUIT',
    });
  };

  const { port, process: first } = await launchOnAPort(options.port, launch);
  let current = first;
  return {
    host: HOST,
    port,
    superuser: SUPERUSER,
    dataDirectory,
    logFile,
    get pid() {
      return current.pid;
    },
    get exited() {
      return current.exited;
    },
    url: (database, user = SUPERUSER) => postgresUrl({ host: HOST, port, superuser: SUPERUSER }, database, user),
    stop: () => current.stop(),
    kill: (signal) => current.kill(signal),
    restart: async () => {
      await current.stop();
      current = await whenNothingIsLeft(() => launch(port));
    },
  };
}

/**
 * @param address where PostgreSQL is
 * @param database a database's name
 * @param user as whom; the superuser when left out
 * @returns a connection string for pg
 */
export function postgresUrl(address: PostgresAddress, database: string, user: string = address.superuser): string {
  return `postgres://${encodeURIComponent(user)}@${address.host}:${address.port}/${encodeURIComponent(database)}`;
}

function settingsOf(options: PostgresOptions): Record<string, string | number | boolean> {
  const durable = options.fsync !== false;
  for (const name of Object.keys(options.settings ?? {})) {
    if (!/^[a-z][a-z0-9_.]*$/.test(name)) throw new Error(`not a name of a PostgreSQL setting: ${name}`);
  }
  return {
    listen_addresses: HOST,
    // Sockets would need a short path that nobody may write to; TCP on loopback does.
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 300,
    fsync: durable,
    full_page_writes: durable,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  };
}

/** Made aside and renamed: a start that is cut off leaves no half cluster behind. */
async function makeCluster(binaries: PostgresBinaries, room: PostgresRoom, durable: boolean): Promise<void> {
  const aside = join(room.directory, 'data.new');
  rmSync(aside, { recursive: true, force: true });
  // PostgreSQL's own C.UTF-8 sorts alike on every machine, whatever locales the system has.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', aside, '-U', SUPERUSER, '--auth=trust', '--no-instructions', ...locale];
  if (!durable) args.push('--no-sync');
  try {
    await promisify(execFile)(binaries.initdb, args, { env: binaries.env, cwd: room.directory, ...room.who });
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    const reason = reasonFromLog(stderr || stdout || message);
    throw new Error(["PostgreSQL's cluster can't be made (initdb):", ...reason.map((line) => `  ${line}`)].join('\n'));
  }
  renameSync(aside, join(room.directory, 'data'));
}

async function launchOnAPort(
  wanted: number | undefined,
  launch: (port: number) => Promise<ProcessHandle>,
): Promise<{ port: number; process: ProcessHandle }> {
  for (let tries = 1; ; tries++) {
    const port = wanted ?? (await freePort());
    try {
      return { port, process: await whenNothingIsLeft(() => launch(port)) };
    } catch (error) {
      // Another process was quicker to take the free port.
      const taken = error instanceof Error && error.message.includes('could not create any TCP/IP sockets');
      if (!taken || wanted !== undefined || tries === 5) throw error;
    }
  }
}

/** After a SIGKILL the main process's children take a moment to notice, and hold the shared memory meanwhile. */
async function whenNothingIsLeft(launch: () => Promise<ProcessHandle>): Promise<ProcessHandle> {
  const deadline = Date.now() + STOP_WITHIN_MS;
  for (;;) {
    try {
      return await launch();
    } catch (error) {
      const leftovers = error instanceof Error && error.message.includes('pre-existing shared memory block');
      if (!leftovers || Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

/**
 * After a crash, a lock file stays behind; when its pid was meanwhile given to a foreign process, PostgreSQL would take
 * that for another server and refuse. PostgreSQL judges all other cases itself.
 */
function dropForeignLock(dataDirectory: string): void {
  const lock = join(dataDirectory, 'postmaster.pid');
  let pid: number;
  try {
    pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  } catch {
    return;
  }
  const holder = commandLine(pid);
  if (holder !== '' && !holder.includes(dataDirectory)) rmSync(lock, { force: true });
}

/** Also makes sure that what answers on the port is this cluster, before anybody changes anything in it. */
async function answers(port: number, dataDirectory: string): Promise<boolean> {
  const client = new Client({
    host: HOST,
    port,
    user: SUPERUSER,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  let found: string;
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    found = rows[0]?.data_directory ?? '';
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
  if (realpathSync(found) === realpathSync(dataDirectory)) return true;
  throw new Error(`port ${port} is answered by another PostgreSQL, with its data in ${found}`);
}
