import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entrance } from '@waystation/drive';
import { freePort } from '@waystation/stack';
import { writeLoadNetwork, type LaneSeat } from './load-network.ts';

/** Form of the platform: options of `npm start`. */
export interface PlatformForm {
  home: string;
  lanes: number;
  /** More options for `npm start`, such as `--separate`. */
  startOptions: readonly string[];
}

/** Running platform with a load network. */
export interface Platform {
  entrance: Omit<Entrance, 'seed'>;
  seats: LaneSeat[];
  stations: Record<string, { stationId: string; staff: Record<string, string> }>;
  /** Stops everything and keeps the data. */
  stop(): Promise<void>;
}

const startWithinMs = 20 * 60_000;
const stopWithinMs = 60_000;

/**
 * Starts a platform by `npm start` in its home and creates the load network, unless the home has one.
 *
 * @throws Error with the end of the platform's output if it does not become ready
 */
export async function startPlatform({ home, lanes, startOptions }: PlatformForm): Promise<Platform> {
  const network = join(home, 'load-network');
  const kept = join(network, 'lanes');
  const isNew = !existsSync(kept);
  const made = isNew ? lanes : Number(readFileSync(kept, 'utf8'));
  if (made < lanes) throw new Error(`The network in ${home} has ${made} lanes only. Reset it, or use another --home.`);
  const seats = writeLoadNetwork(network, made);
  writeFileSync(kept, String(made));
  mkdirSync(join(home, 'log'), { recursive: true });
  const logFile = join(home, 'log', 'start.log');
  const log = openSync(logFile, 'w');
  const options = ['--port', String(await freePort()), '--home', home, '--network', network, ...startOptions];
  // In a separate process group, so that Ctrl-C reaches the benchmark alone, which then stops the platform.
  const child = spawn(process.execPath, ['tools/start.mjs', ...options], {
    stdio: ['ignore', log, log],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const endWithThis = () => child.kill('SIGINT');
  process.once('exit', endWithThis);
  await untilReady(child, logFile);
  const read = <T>(file: string) => JSON.parse(readFileSync(join(home, file), 'utf8')) as T;
  const { issuer, gateway } = read<{ issuer: string; gateway: string }>('stack.json');
  const { scriptSecret } = read<{ scriptSecret: string }>('secrets/secrets.json');
  return {
    entrance: { issuer, gateway, scriptSecret },
    seats: seats.slice(0, lanes),
    stations: read<{ network: Pick<Platform, 'stations'> }>('demo.json').network.stations,
    stop: async () => {
      process.off('exit', endWithThis);
      child.kill('SIGINT');
      const inTime = await Promise.race([ended.then(() => true), sleep(stopWithinMs, false, { ref: false })]);
      if (!inTime) throw new Error(`The platform did not stop within ${stopWithinMs / 1000} s: see ${logFile}`);
    },
  };
}

async function untilReady(child: ChildProcess, logFile: string): Promise<void> {
  for (const until = Date.now() + startWithinMs; ; await sleep(200)) {
    const written = readFileSync(logFile, 'utf8');
    if (written.includes('Waystation is ready')) return;
    const end = written.trimEnd().split('\n').slice(-12).join('\n');
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The platform did not start:\n${end}`);
    if (Date.now() < until) continue;
    child.kill('SIGINT');
    throw new Error(`The platform was not ready within ${startWithinMs / 60_000} minutes:\n${end}`);
  }
}
