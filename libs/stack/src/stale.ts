import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendSignal } from './signals.ts';

/** A process and its starter. A pid alone is no identity, since pids are used again; pid and start time are one. */
interface ProcessRecord {
  pid: number;
  started: string;
  parentPid: number;
  parentStarted: string;
}

/**
 * Leaves a note of a child, so that the next start can find it when this process is killed.
 *
 * @param pidFile where the note lies
 * @param pid the child
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
 * Stops the process that an earlier, killed parent left behind. Only a process that is the recorded one (pid and start
 * time) and bears the mark in its command line is touched.
 *
 * @param options `pidFile` as given to `recordProcess`; `mark` a text that only our process has in its command line
 *   (the path of its home); `signal` asks it to stop, SIGKILL follows after `withinMs` milliseconds
 * @returns the pid of the process that was stopped, or undefined when there was none
 * @throws Error when the parent that started it still lives: the home is in use
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
      `${options.name} of ${options.mark} is in use: process ${record.parentPid} started it and is alive`,
    );
  }
  await endProcess(record.pid, record.started, options.signal, options.withinMs);
  rmSync(options.pidFile, { force: true });
  return record.pid;
}

/**
 * @param pidFile as given to `recordProcess`
 * @returns the pid of the process that started it and still lives; undefined if none exists
 */
export function livingStarter(pidFile: string): number | undefined {
  const record = readRecord(pidFile);
  const lives = record && record.parentStarted !== '' && startTime(record.parentPid) === record.parentStarted;
  return lives ? record.parentPid : undefined;
}

/**
 * @param pid a process
 * @returns its command line, the arguments with blanks between; empty when there is no such process
 */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/**
 * @param pid a process
 * @returns when it started, in clock ticks since boot as the kernel writes it; undefined when it is gone or only its
 *   exit code is left
 */
export function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may itself hold blanks and brackets: the fields are counted from the last one.
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
