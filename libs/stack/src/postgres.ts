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
/** Long enough for recovery after a crash. */
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;

/** Options of `startPostgres`. */
export interface PostgresOptions {
  /** Directory for the cluster and its log; created if missing, reused if it has a cluster. */
  home: string;
  /** A free port by default. */
  port?: number;
  /** 300 by default: ten services with pools. */
  maxConnections?: number;
  /** False for temporary clusters, which a power cut may destroy. True by default. */
  fsync?: boolean;
  /** Further settings by PostgreSQL's names, such as `{ synchronous_commit: 'off' }`; they override the defaults. */
  settings?: Record<string, string | number | boolean>;
}

/** Address of a running PostgreSQL; plain data that can be passed to another process. */
export interface PostgresAddress {
  host: string;
  port: number;
  superuser: string;
}

/** A running PostgreSQL. It trusts every user on 127.0.0.1 without a password. */
export interface Postgres extends PostgresAddress {
  readonly pid: number;
  /** Directory of the cluster, verified with the server. */
  readonly dataDirectory: string;
  readonly logFile: string;
  /** Resolves when the current process has ended (`restart` starts another). */
  readonly exited: Promise<ProcessEnd>;
  /** Connection string for a database and a user. */
  url(database: string, user?: string): string;
  /** Shuts down fast and cleanly: open transactions are rolled back. Resolves when the process has ended. */
  stop(): Promise<void>;
  /** Sends a signal to the main process; with SIGKILL resolves when it has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Restarts with the same port and data; stops a running process first. */
  restart(): Promise<void>;
}

/**
 * Starts PostgreSQL 18 on 127.0.0.1 and waits until it is ready for queries. Stops a process that a killed parent left in
 * this home.
 *
 * @param options see `PostgresOptions`
 * @returns the running server
 * @throws Error of a few lines with the remedy if it cannot run on this machine, the home is in use, the port is taken, or
 *   the cluster does not start
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
      // Immediate shutdown: the main process ends its children, and the next start recovers from the write-ahead log.
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
      current = await afterLeftovers(() => launch(port));
    },
  };
}

/**
 * Connection string of a database.
 *
 * @param address address of the server
 * @param database name of the database
 * @param user user to connect as; the superuser by default
 * @returns a connection string for pg
 */
export function postgresUrl(address: PostgresAddress, database: string, user: string = address.superuser): string {
  return `postgres://${encodeURIComponent(user)}@${address.host}:${address.port}/${encodeURIComponent(database)}`;
}

function settingsOf(options: PostgresOptions): Record<string, string | number | boolean> {
  const durable = options.fsync !== false;
  for (const name of Object.keys(options.settings ?? {})) {
    if (!/^[a-z][a-z0-9_.]*$/.test(name)) throw new Error(`not a valid name of a PostgreSQL setting: ${name}`);
  }
  return {
    listen_addresses: HOST,
    // No sockets, which would need a short path writable for user nobody; TCP on loopback is enough.
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 300,
    fsync: durable,
    full_page_writes: durable,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  };
}

/** Creates a cluster in a temporary directory and renames it, so that an interrupted start leaves no incomplete cluster. */
async function makeCluster(binaries: PostgresBinaries, room: PostgresRoom, durable: boolean): Promise<void> {
  const aside = join(room.directory, 'data.new');
  rmSync(aside, { recursive: true, force: true });
  // The builtin C.UTF-8 sorts equally on every machine, independent of system locales.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', aside, '-U', SUPERUSER, '--auth=trust', '--no-instructions', ...locale];
  if (!durable) args.push('--no-sync');
  try {
    await promisify(execFile)(binaries.initdb, args, { env: binaries.env, cwd: room.directory, ...room.who });
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    const reason = reasonFromLog(stderr || stdout || message);
    throw new Error(
      ["PostgreSQL's cluster cannot be created (initdb):", ...reason.map((line) => `  ${line}`)].join('\n'),
    );
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
      return { port, process: await afterLeftovers(() => launch(port)) };
    } catch (error) {
      // Another process took the free port meanwhile.
      const taken = error instanceof Error && error.message.includes('could not create any TCP/IP sockets');
      if (!taken || wanted !== undefined || tries === 5) throw error;
    }
  }
}

/** Retries the launch while child processes of a killed server still hold its shared memory. */
async function afterLeftovers(launch: () => Promise<ProcessHandle>): Promise<ProcessHandle> {
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
 * Removes the lock file of a crashed server if its pid now belongs to another program, which PostgreSQL would take for a
 * running server. PostgreSQL handles all other cases.
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

/** True if the server answers. @throws Error if the port belongs to another cluster */
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
  throw new Error(`port ${port} belongs to another PostgreSQL, with its data in ${found}`);
}
