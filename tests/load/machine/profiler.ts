import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { selfTimes, type CpuProfile } from './cpu-profile.ts';

/** Port that Node's inspector opens on SIGUSR1. Only one process can hold it, so each lets go of it again. */
const inspector = 'http://127.0.0.1:9229/json/list';
const attachWithinMs = 20_000;
const answerWithinMs = 60_000;

/**
 * Profiles running Node processes, without options at their start: each is asked to profile itself and its threads. Profiling
 * itself takes some processor time, so figures of such a run do not compare with others.
 */
export class Profiler {
  readonly #pids: ReadonlyMap<string, number>;

  private constructor(pids: ReadonlyMap<string, number>) {
    this.#pids = pids;
  }

  /** @param processes process ids by name; several of one name are numbered */
  static async start(processes: ReadonlyMap<string, readonly number[]>): Promise<Profiler> {
    const named = [...processes].flatMap(([name, pids]) =>
      pids.map((pid, index): [string, number] => [index === 0 ? name : `${name}-${index + 1}`, pid]),
    );
    for (const [, pid] of named) await evaluate(pid, `(${begin.toString()})()`);
    return new Profiler(new Map(named));
  }

  /**
   * Writes a profile for each process and thread, for Chrome's developer tools or an editor.
   *
   * @returns self time of each category by process and thread, in seconds
   */
  async stop(folder: string): Promise<Map<string, Map<string, number>>> {
    const target = resolve(folder);
    mkdirSync(target, { recursive: true });
    const times = new Map<string, Map<string, number>>();
    for (const [name, pid] of this.#pids) {
      const prefix = join(target, name);
      const files = await evaluate<string[]>(pid, `(${end.toString()})(${JSON.stringify(prefix)})`);
      for (const file of files) {
        const profile = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
        times.set(file.slice(target.length + 1).replace('.cpuprofile', ''), selfTimes(profile));
      }
    }
    return times;
  }
}

interface Kept {
  benchProfile?: () => Promise<[string, object][]>;
}

// These two run in the profiled process, as text: nothing outside of them exists there.

async function begin(): Promise<void> {
  const { Session, close } = process.getBuiltinModule('node:inspector');
  const session = new Session();
  session.connect();
  const post = (method: string, params: object = {}) =>
    new Promise<{ profile: object }>((done, fail) =>
      session.post(method, params, (error, result) => (error ? fail(error) : done(result as { profile: object }))),
    );
  const workers = new Map<string, string>();
  const waiting = new Map<number, (result: { profile: object }) => void>();
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    const { id, result } = JSON.parse(params.message) as { id: number; result: { profile: object } };
    waiting.get(id)?.(result);
  });
  let last = 0;
  const inWorker = (sessionId: string, method: string) =>
    new Promise<{ profile: object }>((done) => {
      last += 1;
      waiting.set(last, done);
      session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id: last, method }) });
    });
  // Also for threads that start later.
  session.on('NodeWorker.attachedToWorker', ({ params }) => {
    workers.set(params.sessionId, params.workerInfo.title.replace(/[^\w]+/g, '-'));
    void inWorker(params.sessionId, 'Profiler.enable').then(() => inWorker(params.sessionId, 'Profiler.start'));
  });
  session.on('NodeWorker.detachedFromWorker', ({ params }) => workers.delete(params.sessionId));
  await post('Profiler.enable');
  await post('Profiler.start');
  await post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  (globalThis as Kept).benchProfile = async () => {
    const profiles: [string, object][] = [['', (await post('Profiler.stop')).profile]];
    for (const [worker, title] of workers) profiles.push([title, (await inWorker(worker, 'Profiler.stop')).profile]);
    session.disconnect();
    return profiles;
  };
  setTimeout(close, 50);
}

async function end(prefix: string): Promise<string[]> {
  const { writeFileSync } = process.getBuiltinModule('node:fs');
  const profiles = await (globalThis as Kept).benchProfile!();
  const files = profiles.map(([title, profile]) => {
    const file = `${prefix}${title === '' ? '' : `-${title}`}.cpuprofile`;
    writeFileSync(file, JSON.stringify(profile));
    return file;
  });
  setTimeout(process.getBuiltinModule('node:inspector').close, 50);
  return files;
}

/** Evaluates an expression in a Node process. @throws Error if it cannot be reached, or the expression throws */
async function evaluate<T>(pid: number, expression: string): Promise<T> {
  const socket = await attach(pid);
  const params = { expression, awaitPromise: true, returnByValue: true };
  const answered = new Promise<T>((done, fail) => {
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as Evaluated<T>;
      if (id !== 1) return;
      if (result?.exceptionDetails) fail(new Error(result.exceptionDetails.exception?.description ?? 'it failed'));
      else done(result?.result.value as T);
    });
    socket.addEventListener('close', () => fail(new Error(`Process ${pid} closed its inspector`)));
    AbortSignal.timeout(answerWithinMs).addEventListener('abort', () => fail(new Error(`Process ${pid} is silent`)));
  });
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
  const value = await answered;
  await new Promise((done) => socket.addEventListener('close', done)); // the port is free for the next
  return value;
}

interface Evaluated<T> {
  id?: number;
  result?: { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } };
}

async function attach(pid: number): Promise<WebSocket> {
  process.kill(pid, 'SIGUSR1');
  let reason: unknown;
  for (const until = Date.now() + attachWithinMs; Date.now() < until; await sleep(100)) {
    const [listed] = await Promise.allSettled([fetch(inspector, { signal: AbortSignal.timeout(2_000) })]);
    if (listed.status === 'rejected') {
      reason = listed.reason;
      continue;
    }
    const [target] = (await listed.value.json()) as { webSocketDebuggerUrl: string; title: string }[];
    const socket = new WebSocket(target!.webSocketDebuggerUrl);
    await new Promise((done, fail) => {
      socket.addEventListener('open', done);
      socket.addEventListener('error', () => fail(new Error(`The inspector of process ${pid} refuses connections`)));
    });
    return socket;
  }
  throw new Error(`Process ${pid} opened no inspector: is port 9229 free?`, { cause: reason });
}
