import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonFromLog } from './log-reason.ts';
import { sendSignal } from './signals.ts';
import { recordProcess } from './stale.ts';
import { watchParent } from './watchdog.ts';

const READ_AT_MOST = 256 * 1024;

/** Specification of a process for `startProcess`. */
export interface ProcessSpec {
  /** Name in messages. */
  name: string;
  command: string;
  args: string[];
  /** The whole environment of the child; that of this process by default. */
  env?: NodeJS.ProcessEnv;
  cwd: string;
  /** User to run as; only root can choose another. */
  uid?: number;
  gid?: number;
  /** File to which both outputs are appended. */
  logFile: string;
  /**
   * Called every 25 ms, with a function for the output since this start. False means "not yet"; a rejection gives up, with
   * its message as the reason.
   */
  ready: (written: () => string) => Promise<boolean>;
  readyWithinMs: number;
  /** Signal to stop it; SIGTERM by default. */
  stopSignal?: NodeJS.Signals;
  /** Milliseconds until SIGKILL follows; 10,000 by default. */
  stopWithinMs?: number;
  /** Signal to the child if this process ends without stopping it; SIGKILL by default. */
  orphanSignal?: NodeJS.Signals;
  /** File that records the child for the next start (see `stopStale`); none by default. */
  pidFile?: string;
}

/** Exit code or signal of an ended process. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that became ready. */
export interface ProcessHandle {
  readonly name: string;
  readonly pid: number;
  /** Stops the process, with SIGKILL after the time limit, and resolves when it has ended. Can be called again. */
  stop(): Promise<void>;
  /** Sends a signal; with SIGKILL resolves when the process has ended, with any other signal at once. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts the process again; stops a running one first. @throws Error as in `startProcess` */
  restart(): Promise<ProcessHandle>;
  /** Resolves when the process has ended; never rejects. */
  readonly exited: Promise<ProcessEnd>;
  /** Last lines of the output since this start. */
  logTail(lines: number): string;
}

/** Children to end with this process, with their signals. */
const living = new Map<number, NodeJS.Signals>();
process.on('exit', () => {
  for (const [pid, signal] of living) sendSignal(pid, signal);
});

/**
 * Starts a process in a new process group, so that Ctrl-C in a terminal reaches only this process, which then stops its
 * children in order. The child ends with this process in any case.
 *
 * @param spec see `ProcessSpec`
 * @returns the running process, once `ready` resolves to true
 * @throws Error if it cannot be started, ends early, or is not ready in time; the message has the lines of its log with the
 *   reason, and no process is left running
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
      if (child.pid !== undefined) return; // A signal could not be sent: the process is still running.
      spawnError = error;
      over({ code: null, signal: null });
    });
  });
  const pid = child.pid;
  if (pid === undefined) {
    await exited;
    throw new Error(`${spec.name} cannot be started: ${spawnError?.message ?? 'no process'}`);
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

/** Waits until the process is ready. @returns the failure; undefined if it is ready */
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
    if (refusal !== undefined) return `failed its readiness check: ${refusal}`;
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
