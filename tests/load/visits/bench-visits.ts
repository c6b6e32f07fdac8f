import { mkdtempSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeHome } from '@waystation/stack';
import { median } from '../figures.ts';
import { javascriptMs } from '../machine/calibrate.ts';
import { PlatformProcesses, type PlatformCpu } from '../machine/platform-processes.ts';
import { used } from '../machine/proc.ts';
import { Profiler } from '../machine/profiler.ts';
import { Databases } from './databases.ts';
import type { Answers, VisitForm } from './driver-process.ts';
import { Driver } from './driver.ts';
import { eventLag, type EventLag } from './event-lag.ts';
import { measurePeer, type PeerCpu } from './peer/measure-peer.ts';
import { startPlatform, type Platform } from './platform.ts';
import { figuresOf, tablesOf } from './report.ts';
import { writeCounts, writtenSince, type Written } from './written.ts';

export interface VisitOptions {
  form: VisitForm;
  /** Of each measured window. */
  seconds: number;
  /** Visits at the same time, at most. */
  lanes: number;
  /** Folder of the platform, which is kept; a temporary one if left out. */
  home: string | undefined;
  /** More options for `npm start`. */
  startOptions: readonly string[];
  seed: number;
  /** Folder for profiles of the full load; no profiles if left out. */
  profile: string | undefined;
  say: (line: string) => void;
}

/** Requests and processor times of a window of time. */
export interface LoadWindow {
  requests: Answers['close'];
  cpu: PlatformCpu;
  /** Complete visits, with the share of those that were under way. */
  visits: number;
  whole: Answers['finish'];
  lag: EventLag;
}

/** Everything that was measured. */
export interface VisitMeasurement {
  options: VisitOptions;
  idle: { seconds: number; cpu: PlatformCpu; pss: Map<string, number> };
  full: LoadWindow;
  half: LoadWindow;
  loadedPss: Map<string, number>;
  /** For one visit. */
  written: Written;
  peer: PeerCpu;
  javascriptMs: number;
  machine: { cores: number; loadBefore: number };
  /** Self time of each category by process, in seconds; empty unless profiled. */
  profile: Map<string, Map<string, number>>;
}

const settleSeconds = 10;
const idleSeconds = 30;
/** After this time, idle backends of PostgreSQL have reported their counts. */
const countedSeconds = 12;
const warmUpSecondsMin = 15;
const warmUpSecondsMax = 600;

/** Measures complete visits through the public API of a whole platform, and the same writes without a platform. */
export async function benchVisits(
  options: VisitOptions,
): Promise<{ figures: Record<string, number>; tables: { title: string; rows: string[][] }[] }> {
  const home = resolve(options.home ?? mkdtempSync(join(tmpdir(), 'waystation-visits-')));
  const driver = new Driver();
  let platform: Platform | undefined;
  const stop = async () => {
    driver.stop();
    await platform?.stop();
    if (options.home === undefined) removeHome(home);
  };
  const interrupted = () => void stop().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  try {
    options.say(`Starting a platform in ${home} ...`);
    const { lanes, startOptions } = options;
    platform = await startPlatform({ home, lanes, startOptions });
    const measured = await measure(options, home, platform, driver);
    return { figures: figuresOf(measured), tables: tablesOf(measured) };
  } finally {
    await stop();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
  }
}

async function measure(options: VisitOptions, home: string, platform: Platform, driver: Driver) {
  const { form, seconds, seed, say } = options;
  const { entrance, seats, stations } = platform;
  const loadBefore = loadavg()[0]!;
  const javascript = [javascriptMs()];
  const { lanes } = await driver.tell({
    order: 'enter',
    entrance,
    seed: `${seed} ${Date.now()}`,
    seats,
    stations,
    form,
  });
  say(`${lanes} lanes are ready`);
  const processes = new PlatformProcesses(home);
  const databases = await Databases.of(home);

  await sleep(settleSeconds * 1000);
  const idleBefore = processes.cpu();
  await sleep(idleSeconds * 1000);
  const idle = { seconds: idleSeconds, cpu: difference(idleBefore, processes.cpu()), pss: processes.pss() };
  say('Idle measured');
  const countsBefore = await writeCounts(databases);

  let profile = new Map<string, Map<string, number>>();
  const load = async (perSecond: number | undefined): Promise<LoadWindow> => {
    const isProfiled = options.profile !== undefined && perSecond === undefined;
    await driver.tell({ order: 'start', perSecond, seed });
    await warmUp(driver, perSecond === undefined ? lanes : Math.ceil(lanes / 2));
    const profiler = isProfiled ? await Profiler.start(processes.nodes()) : undefined;
    const [from, before] = [new Date(), processes.cpu()];
    await driver.tell({ order: 'open' });
    await sleep(seconds * 1000);
    const requests = await driver.tell({ order: 'close' });
    const [until, cpu] = [new Date(), difference(before, processes.cpu())];
    if (profiler) profile = await profiler.stop(options.profile!);
    const whole = await driver.tell({ order: 'finish' });
    for (const failure of whole.failures) say(`FAILED: ${failure}`);
    if (whole.visits === 0) throw new Error('No visit was completed');
    await sleep(countedSeconds * 1000);
    const lag = await eventLag(databases, from, until);
    return { requests, cpu, visits: requests.commands / whole.commandsPerVisit, whole, lag };
  };
  const full = await load(undefined);
  const rate = full.visits / full.requests.seconds;
  say(`${rate.toFixed(3)} visits/s with ${lanes} lanes; now at half of it ...`);
  javascript.push(javascriptMs());
  const half = await load(rate / 2);
  const loadedPss = processes.pss();
  const written = perVisit(await writtenSince(databases, countsBefore), full.whole.visits + half.whole.visits);
  javascript.push(javascriptMs());
  await platform.stop();

  say('The peer writes the same rows and events ...');
  const visit = { commands: full.whole.commandsPerVisit, tables: written.tables };
  const peerSeconds = Math.max(5, Math.min(15, seconds / 4));
  const peer = await measurePeer({ home, visit, events: written.events, seconds: peerSeconds });
  const machine = { cores: availableParallelism(), loadBefore };
  return { options, idle, full, half, loadedPss, written, peer, javascriptMs: median(javascript), machine, profile };
}

/** Waits until this number of visits have ended, so that those under way are at different steps. */
async function warmUp(driver: Driver, visits: number): Promise<void> {
  await sleep(warmUpSecondsMin * 1000);
  for (const until = Date.now() + warmUpSecondsMax * 1000; Date.now() < until; await sleep(1_000)) {
    const progress = await driver.tell({ order: 'progress' });
    if (progress.visits >= visits) return;
    // A lane whose visit failed takes no more.
    if (progress.failures.length >= visits) throw new Error(`Visits fail: ${progress.failures[0]}`);
  }
  throw new Error(`Fewer than ${visits} visits ended within ${warmUpSecondsMax} s`);
}

function difference(before: PlatformCpu, after: PlatformCpu): PlatformCpu {
  return {
    byProcess: used(before.byProcess, after.byProcess),
    documents: Math.max(0, after.documents - before.documents),
  };
}

function perVisit({ tables, events }: Written, visits: number): Written {
  return {
    tables: tables.map(({ inserts, updates, deletes, ...table }) => ({
      ...table,
      inserts: inserts / visits,
      updates: updates / visits,
      deletes: deletes / visits,
    })),
    events: { ...events, count: events.count / visits },
  };
}
