import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonFromLog } from './log-reason.ts';
import { sendSignal } from './signals.ts';
import { recordProcess } from './stale.ts';
import { watchParent } from './watchdog.ts';

const READ_AT_MOST = 256 * 1024;

/** What `startProcess` needs to know. */
export interface ProcessSpec {
  /** As messages call it. */
  name: string;
  command: string;
  args: string[];
  /** The whole environment of the child; this process's own when left out. */
  env?: NodeJS.ProcessEnv;
  cwd: string;
  /** User and group to run as; only root can ask for another. */
  uid?: number;
  gid?: number;
  /** Both outputs are appended here. */
  logFile: string;
  /**
   * Asked every 25 ms, with what it wrote since this start. False is "not yet"; a rejection gives up, with its message as
   * the reason.
   */
  ready: (written: () => string) => Promise<boolean>;
  readyWithinMs: number;
  /** What asks it to stop; SIGTERM when left out. */
  stopSignal?: NodeJS.Signals;
  /** Milliseconds until SIGKILL follows; 10 s when left out. */
  stopWithinMs?: number;
  /** What it gets when this process ends without having stopped it; SIGKILL when left out. */
  orphanSignal?: NodeJS.Signals;
  /** Where a note of the child is kept for the next start (see `stopStale`); none when left out. */
  pidFile?: string;
}

/** How a process ended: by an exit code or by a signal. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that became ready. */
export interface ProcessHandle {
  readonly name: string;
  readonly pid: number;
  /** Asks it to stop and resolves once it is gone, killed if need be. Fine to call again. */
  stop(): Promise<void>;
  /** Sends a signal; with SIGKILL it resolves once the process is gone, with any other at once. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again as it was; stops it first when it runs. @throws as `startProcess` does */
  restart(): Promise<ProcessHandle>;
  /** Resolves when it is gone, never rejects. */
  readonly exited: Promise<ProcessEnd>;
  /** The last lines it wrote since this start. */
  logTail(lines: number): string;
}

/** What must not outlive this process. */
const living = new Map<number, NodeJS.Signals>();
process.on('exit', () => {
  for (const [pid, signal] of living) sendSignal(pid, signal);
});

/**
 * Starts a process of its own group, so that Ctrl-C in a terminal reaches this process alone, which then stops its
 * children in order. The child doesn't outlive this process, however it ends.
 *
 * @param spec see `ProcessSpec`
 * @returns the running process, once its `ready` said true
 * @throws Error when it can't be started, ends early, or isn't ready in time; the message holds the few lines of its log
 *   that say why, and nothing is left running
 */
export async function startProcess(spec: ProcessSpec): Promise<ProcessHandle> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, 'a');
  const logStart = fstatSync(log).size;
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env ?? process.env,
    uid: spec.uid,
    gid: spec.gid,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);

  let ended: ProcessEnd | undefined;
  let spawnError: Error | undefined;
  let unwatch = () => {};
  const exited = new Promise<ProcessEnd>((resolve) => {
    const over = (end: ProcessEnd) => {
      ended ??= end;
      if (child.pid !== undefined) living.delete(child.pid);
      unwatch();
      if (spec.pidFile) rmSync(spec.pidFile, { force: true });
      resolve(ended);
    };
    child.once('exit', (code, signal) => over({ code, signal }));
    child.once('error', (error) => {
      if (child.pid !== undefined) return; // A signal that could not be sent: the process itself goes on.
      spawnError = error;
      over({ code: null, signal: null });
    });
  });
  const pid = child.pid;
  if (pid === undefined) {
    await exited;
    throw new Error(`${spec.name} can't be started: ${spawnError?.message ?? 'no process'}`);
  }
  const orphanSignal = spec.orphanSignal ?? 'SIGKILL';
  living.set(pid, orphanSignal);
  unwatch = watchParent(pid, orphanSignal);
  if (spec.pidFile) recordProcess(spec.pidFile, pid);

  const written = () => readFrom(spec.logFile, logStart);
  const kill = async (signal: NodeJS.Signals) => {
    if (ended) return;
    sendSignal(pid, signal);
    if (signal === 'SIGKILL') await exited;
  };
  const stop = async () => {
    if (ended) return;
    sendSignal(pid, spec.stopSignal ?? 'SIGTERM');
    const limit = new AbortController();
    const inTime = sleep(spec.stopWithinMs ?? 10_000, false, { signal: limit.signal }).catch(() => false);
    const gone = await Promise.race([exited.then(() => true), inTime]);
    limit.abort();
    if (!gone) sendSignal(pid, 'SIGKILL');
    await exited;
  };

  const failure = await untilReady(spec, written, () => ended);
  if (failure) {
    await stop();
    throw new Error(explain(spec, failure, written()));
  }
  return {
    name: spec.name,
    pid,
    stop,
    kill,
    restart: async () => {
      await stop();
      return startProcess(spec);
    },
    exited,
    logTail: (lines) => written().trimEnd().split('\n').slice(-lines).join('\n'),
  };
}

/** Resolves to undefined once ready, else to what went wrong. */
async function untilReady(
  spec: ProcessSpec,
  written: () => string,
  ended: () => ProcessEnd | undefined,
): Promise<string | undefined> {
  const deadline = Date.now() + spec.readyWithinMs;
  for (;;) {
    let ready = false;
    let refusal: string | undefined;
    try {
      ready = await spec.ready(written);
    } catch (error) {
      refusal = error instanceof Error ? error.message : String(error);
    }
    const end = ended();
    if (end) return `ended before it was ready (${end.signal ?? `exit code ${end.code}`})`;
    if (refusal !== undefined) return `is not what was started: ${refusal}`;
    if (ready) return undefined;
    if (Date.now() >= deadline) return `was not ready within ${spec.readyWithinMs / 1000} s`;
    await sleep(25);
  }
}

function explain(spec: ProcessSpec, failure: string, log: string): string {
  const reason = reasonFromLog(log).map((line) => `  ${line}`);
  return [`${spec.name} ${failure}`, ...reason, `  (log: ${spec.logFile})`].join('\n');
}

function readFrom(file: string, start: number): string {
  const fd = openSync(file, 'r');
  try {
    const from = Math.max(start, fstatSync(fd).size - READ_AT_MOST);
    const bytes = Buffer.alloc(READ_AT_MOST);
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, READ_AT_MOST, from));
  } finally {
    closeSync(fd);
  }
}
