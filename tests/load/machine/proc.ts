/** Readings of /proc/PID/stat; times are in clock ticks. */
export interface ProcessStat {
  pid: number;
  parent: number;
  /** Processor time of all threads, also of ended ones. */
  used: number;
  /** Processor time of ended children, with that of their own ended children. */
  usedByEnded: number;
}

/** Linux reports times to programs in hundredths of a second on every machine (USER_HZ). */
export const ticksPerSecond = 100;

/**
 * Reads the text of /proc/PID/stat. The name in it may contain spaces and brackets.
 *
 * @throws Error for another text
 */
export function parseStat(text: string): ProcessStat {
  const [pid, rest] = [Number.parseInt(text, 10), text.slice(text.lastIndexOf(')') + 2).split(' ')];
  const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((field) => Number(rest[field]));
  const stat = { pid, parent: parent!, used: user! + system!, usedByEnded: endedUser! + endedSystem! };
  if (Object.values(stat).some((value) => !Number.isInteger(value))) throw new Error(`Not a /proc/PID/stat: ${text}`);
  return stat;
}

/**
 * Processor time of each root with all its descendants, ended ones included, in seconds. The time of an ended child is part of
 * its parent's `usedByEnded`, so nothing is lost or counted twice between two readings. A root below another root counts for
 * its own name only.
 *
 * @param roots process ids by name
 */
export function cpuByRoot(stats: readonly ProcessStat[], roots: ReadonlyMap<string, number[]>): Map<string, number> {
  const isRoot = new Set([...roots.values()].flat());
  const children = Map.groupBy(
    stats.filter(({ pid }) => !isRoot.has(pid)),
    ({ parent }) => parent,
  );
  const byPid = new Map(stats.map((stat) => [stat.pid, stat]));
  const ticksBelow = (stat: ProcessStat): number =>
    (children.get(stat.pid) ?? []).reduce((sum, child) => sum + ticksBelow(child), stat.used + stat.usedByEnded);
  return new Map(
    [...roots].map(([name, pids]) => {
      const ticks = pids.reduce((sum, pid) => sum + (byPid.has(pid) ? ticksBelow(byPid.get(pid)!) : 0), 0);
      return [name, ticks / ticksPerSecond];
    }),
  );
}

/** Process ids of a root with its descendants, those of the other roots left out. */
export function pidsBelow(stats: readonly ProcessStat[], root: number, others: ReadonlySet<number>): number[] {
  const children = stats.filter(({ pid, parent }) => parent === root && !others.has(pid));
  return [root, ...children.flatMap(({ pid }) => pidsBelow(stats, pid, others))];
}

/** Proportional share of memory in MB, from the text of /proc/PID/smaps_rollup: shared pages count in equal parts. */
export function parsePssMb(text: string): number {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) / 1024;
}

/** Differences of two readings; a process that was not there at first started from nothing. */
export function used(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...after].map(([name, value]) => [name, Math.max(0, value - (before.get(name) ?? 0))]));
}

export const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
