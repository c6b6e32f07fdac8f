import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { cpuByRoot, parsePssMb, parseStat, pidsBelow, sum, ticksPerSecond, type ProcessStat } from './proc.ts';

/** Processor time of a platform since its start, in seconds. */
export interface PlatformCpu {
  /** By process: services by their names, `gateway`, `issuer`, `kafka`, `postgres` with ended backends. */
  byProcess: Map<string, number>;
  /** Part of it that was used by threads which render documents; the collector's helper threads are not counted. */
  documents: number;
}

/** Names of the threads that render documents; platforms before 0.2 did not name them. */
const documentThreads = ['documents', 'WorkerThread'];

/**
 * Processes of the platform that runs in a home: those whose output goes to a file in its log folder, by the file's name. Works
 * for every version of the platform, and for its forms as one process and as several.
 */
export class PlatformProcesses {
  readonly #logs: string;

  constructor(home: string) {
    this.#logs = join(resolve(home), 'log');
  }

  /** Reads the processor times. @throws Error if nothing runs in the home */
  cpu(): PlatformCpu {
    const stats = allStats();
    const roots = this.#roots(stats);
    const nodes = [...roots].filter(([name]) => name !== 'postgres' && name !== 'kafka').flatMap(([, pids]) => pids);
    return { byProcess: cpuByRoot(stats, roots), documents: sum(nodes.map(documentSeconds)) };
  }

  /** Memory of each process in MB: the proportional set size, with that of its children. */
  pss(): Map<string, number> {
    const stats = allStats();
    const roots = this.#roots(stats);
    const all = new Set([...roots.values()].flat());
    const pssOf = (pid: number) => parsePssMb(readIfThere(`/proc/${pid}/smaps_rollup`) ?? '');
    return new Map(
      [...roots].map(([name, pids]) => [name, sum(pids.flatMap((pid) => pidsBelow(stats, pid, all)).map(pssOf))]),
    );
  }

  /** Ids of the processes that run Node. */
  nodes(): Map<string, number[]> {
    return new Map([...this.#roots(allStats())].filter(([name]) => name !== 'postgres' && name !== 'kafka'));
  }

  #roots(stats: readonly ProcessStat[]): Map<string, number[]> {
    const logs = new Map(stats.map(({ pid }) => [pid, outputOf(pid)]));
    const roots = new Map<string, number[]>();
    for (const { pid, parent } of stats) {
      const log = logs.get(pid);
      if (!log?.startsWith(`${this.#logs}/`) || log === logs.get(parent)) continue;
      const name = basename(log, '.log');
      roots.set(name, [...(roots.get(name) ?? []), pid]);
    }
    if (roots.size === 0) throw new Error(`No process writes to ${this.#logs}: is a platform running in this home?`);
    return new Map([...roots].sort(([one], [other]) => one.localeCompare(other)));
  }
}

/** All processes of the machine. */
export function allStats(): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const text = readIfThere(`/proc/${pid}/stat`);
      return text ? [parseStat(text)] : [];
    });
}

/** Processor time of a process with its descendants in seconds. */
export function cpuBelow(pid: number): number {
  return cpuByRoot(allStats(), new Map([['', [pid]]])).get('')!;
}

function documentSeconds(pid: number): number {
  const folder = `/proc/${pid}/task`;
  const threads = ifThere(() => readdirSync(folder)) ?? [];
  const ticks = threads.map((thread) => {
    const name = readIfThere(`${folder}/${thread}/comm`)?.trim() ?? '';
    const stat = documentThreads.includes(name) ? readIfThere(`${folder}/${thread}/stat`) : undefined;
    return stat ? parseStat(stat).used : 0;
  });
  return sum(ticks) / ticksPerSecond;
}

/** File that standard output of a process goes to; undefined for another user's process without the right to look. */
function outputOf(pid: number): string | undefined {
  return ifThere(() => readlinkSync(`/proc/${pid}/fd/1`));
}

const readIfThere = (file: string) => ifThere(() => readFileSync(file, 'utf8'));

/** Undefined if the process has ended in the meantime, or belongs to another user. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
}
