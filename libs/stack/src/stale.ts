import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendSignal } from './signals.ts';

/** A process and its starter, each identified by pid and start time, because pids are reused. */
interface ProcessRecord {
  pid: number;
  started: string;
  parentPid: number;
  parentStarted: string;
}

/**
 * Records a child, so that the next start can find it if this process is killed.
 *
 * @param pidFile file for the record
 * @param pid pid of the child
 */
export function recordProcess(pidFile: string, pid: number): void {
  const record: ProcessRecord = {
    pid,
    started: startTime(pid) ?? '',
    parentPid: process.pid,
    parentStarted: startTime(process.pid) ?? '',
  };
  writeFileSync(`${pidFile}.new`, JSON.stringify(record));
  renameSync(`${pidFile}.new`, pidFile);
}

/**
 * Stops a process that an earlier, killed parent left. Stops only the recorded process (by pid and start time), and only if
 * its command line has the mark.
 *
 * @param options `pidFile` as for `recordProcess`; `mark`: text that only our process has in its command line (the path of
 *   its home); `signal` to stop it, followed by SIGKILL after `withinMs` milliseconds
 * @returns pid of the stopped process; undefined without one
 * @throws Error if the parent that started it is alive, so the home is in use
 */
export async function stopStale(options: {
  name: string;
  pidFile: string;
  mark: string;
  signal: NodeJS.Signals;
  withinMs: number;
}): Promise<number | undefined> {
  const record = readRecord(options.pidFile);
  if (!record || !isOurs(record, options.mark)) {
    rmSync(options.pidFile, { force: true });
    return undefined;
  }
  if (record.parentStarted !== '' && startTime(record.parentPid) === record.parentStarted) {
    throw new Error(
      `${options.name} of ${options.mark} is in use by process ${record.parentPid}. Stop that process first.`,
    );
  }
  await endProcess(record.pid, record.started, options.signal, options.withinMs);
  rmSync(options.pidFile, { force: true });
  return record.pid;
}

/**
 * Live process that started a recorded child.
 *
 * @param pidFile as for `recordProcess`
 * @returns pid of the starter; undefined if it has ended
 */
export function livingStarter(pidFile: string): number | undefined {
  const record = readRecord(pidFile);
  const lives = record && record.parentStarted !== '' && startTime(record.parentPid) === record.parentStarted;
  return lives ? record.parentPid : undefined;
}

/**
 * Command line of a process.
 *
 * @param pid pid of the process
 * @returns program and arguments, separated by blanks; empty if there is no such process
 */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/**
 * Start time of a process.
 *
 * @param pid pid of the process
 * @returns clock ticks since boot, as written by the kernel; undefined if the process has ended or is a zombie
 */
export function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may contain blanks and brackets: fields are counted from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function readRecord(pidFile: string): ProcessRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(pidFile, 'utf8')) as ProcessRecord;
    return Number.isInteger(record.pid) && record.pid > 1 ? record : undefined;
  } catch {
    return undefined;
  }
}

function isOurs(record: ProcessRecord, mark: string): boolean {
  const started = startTime(record.pid);
  return started !== undefined && started === record.started && commandLine(record.pid).includes(mark);
}

async function endProcess(pid: number, started: string, signal: NodeJS.Signals, withinMs: number): Promise<void> {
  const alive = () => startTime(pid) === started;
  const deadline = Date.now() + withinMs;
  sendSignal(pid, signal);
  while (alive() && Date.now() < deadline) await sleep(20);
  if (alive()) sendSignal(pid, 'SIGKILL');
  while (alive()) await sleep(20);
}
