import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Refused, Unavailable } from '@waystation/model';
import type { DocumentData } from './document-data.ts';
import type { Rendered, WorkerMessage } from './render-worker.ts';

/** Limits of a pool. */
export interface PoolLimits {
  /** Documents rendered at the same time, each in a separate thread. */
  threads: number;
  /** Documents that may wait for a thread; further ones are refused. */
  waiting: number;
  /**
   * Maximum time for a document in milliseconds. After that the thread is terminated, and the next document starts a
   * new one.
   */
  renderMs: number;
  /** Heap of a thread in megabytes; buffers of files do not count. */
  heapMb: number;
  /** Time in milliseconds after which a thread without documents ends, to give its memory back. */
  idleMs: number;
}

/**
 * Default limits. The longest permitted document takes half a second on an idle processor, and several times that on a
 * busy one; a usual one takes 10 to 20 ms.
 */
export const poolLimits: PoolLimits = {
  threads: 1,
  waiting: 50,
  renderMs: 8_000,
  heapMb: 256,
  idleMs: 5 * 60_000,
};

/** Deadline and cancellation of the caller. */
export interface RenderLimits {
  deadline?: Date | undefined;
  signal?: AbortSignal | undefined;
  /** Called after the rendering, for the first of several calls with the same key. */
  report?: (report: RenderReport) => void;
}

/** Extra time for a new thread to load its modules, in milliseconds. */
const loadMs = 20_000;
/** Heap for short-lived objects in megabytes. The default of 48 saves little time for documents. */
const youngHeapMb = 16;
/** Milliseconds before the caller's deadline at which waiting ends, so that the caller still gets the reason. */
const answerMs = 400;

/** Result of one rendering. */
export interface RenderReport {
  kind: DocumentData['kind'];
  /** `refused` if the document needs too much memory, `failed` for a defect or a rendering that takes too long. */
  outcome: 'rendered' | 'refused' | 'failed';
  /** Time in a thread, in seconds. */
  seconds: number;
}

interface Job {
  /** Start in a thread, by `performance.now()`; undefined while it waits. */
  beganAt?: number;
  key: string;
  report?: (report: RenderReport) => void;
  data: DocumentData;
  waiters: Set<Waiter>;
}

interface Waiter {
  done(outcome: { job: Job; content: Uint8Array } | { error: unknown }): void;
}

interface Thread {
  worker: Worker;
  job: Job | undefined;
  isReady: boolean;
  late: NodeJS.Timeout | undefined;
  idle: NodeJS.Timeout | undefined;
}

/**
 * Renders documents in threads, so that the service keeps answering during a long one. A thread starts with the first
 * document that needs it and stays for some minutes, since it holds the fonts that it has read.
 */
export class RenderPool {
  readonly #limits: PoolLimits;
  readonly #script: URL;
  readonly #threads = new Set<Thread>();
  readonly #queue: Job[] = [];
  readonly #jobs = new Map<string, Job>();
  #isClosed = false;

  /** @param script replaces the worker script in tests */
  constructor(limits: Partial<PoolLimits> = {}, script?: URL) {
    this.#limits = { ...poolLimits, ...limits };
    // Run from source, this file is TypeScript, and so is the worker.
    this.#script = script ?? new URL(`./render-worker${extname(import.meta.url)}`, import.meta.url);
  }

  /**
   * Renders a document. Calls with the same key while it is being rendered share one document.
   *
   * @param key identifies the request; a second call with the key gets the document of the first, whatever its data
   * @returns the PDF, with the data that it was rendered from
   * @throws Unavailable DOCUMENTS_BUSY if too many documents are waiting, DOCUMENT_TIMED_OUT if it takes too long
   * @throws Refused DOCUMENT_TOO_LARGE if it needs more memory than a thread has
   */
  render(
    key: string,
    data: DocumentData,
    { deadline, signal, report }: RenderLimits = {},
  ): Promise<{ data: DocumentData; content: Uint8Array }> {
    return new Promise((resolve, reject) => {
      const waitMs = deadline ? Number(deadline) - Date.now() - answerMs : Infinity;
      if (this.#isClosed || signal?.aborted || waitMs <= 0) return reject(new Unavailable('DOCUMENTS_BUSY'));
      const job = this.#jobs.get(key) ?? this.#take(key, data, report);
      if (!job) return reject(new Unavailable('DOCUMENTS_BUSY'));
      const waiter: Waiter = {
        done: (outcome) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', leave);
          job.waiters.delete(waiter);
          if ('content' in outcome) resolve({ data: outcome.job.data, content: outcome.content });
          else reject(outcome.error as Error);
        },
      };
      const leave = () => {
        const isWaiting = this.#queue.includes(job);
        waiter.done({ error: new Unavailable(isWaiting ? 'DOCUMENTS_BUSY' : 'DOCUMENT_TIMED_OUT') });
        this.#dropAbandoned(job);
      };
      const timer = waitMs < 2 ** 31 ? setTimeout(leave, waitMs).unref() : undefined;
      signal?.addEventListener('abort', leave, { once: true });
      job.waiters.add(waiter);
      this.#next();
    });
  }

  /** Terminates all threads, and refuses the documents that are not finished. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#jobs.values()) this.#end(job, { error: new Unavailable('DOCUMENTS_BUSY') });
    this.#queue.length = 0;
    await Promise.all([...this.#threads].map((thread) => this.#stop(thread)));
  }

  /** Threads that run, with or without a document. */
  get threads(): number {
    return this.#threads.size;
  }

  #take(key: string, data: DocumentData, report: RenderLimits['report']): Job | undefined {
    const isBusy = [...this.#threads].filter(({ job }) => job).length >= this.#limits.threads;
    if (isBusy && this.#queue.length >= this.#limits.waiting) return undefined;
    const job: Job = { key, data, waiters: new Set(), ...(report && { report }) };
    this.#jobs.set(key, job);
    this.#queue.push(job);
    return job;
  }

  /**
   * Removes a queued document that nobody waits for. A document in progress is finished, because a retry may fetch it.
   */
  #dropAbandoned(job: Job): void {
    const index = this.#queue.indexOf(job);
    if (index < 0 || job.waiters.size > 0) return;
    this.#queue.splice(index, 1);
    this.#jobs.delete(job.key);
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const thread = this.#freeThread();
      if (!thread) return;
      const job = this.#queue.shift()!;
      thread.job = job;
      clearTimeout(thread.idle);
      job.beganAt = performance.now();
      this.#watch(thread);
      thread.worker.ref();
      thread.worker.postMessage(job.data);
    }
  }

  /** Terminates a thread that takes too long. The time to load its modules does not count. */
  #watch(thread: Thread): void {
    clearTimeout(thread.late);
    const ms = this.#limits.renderMs + (thread.isReady ? 0 : loadMs);
    thread.late = setTimeout(() => this.#fail(thread, new Unavailable('DOCUMENT_TIMED_OUT')), ms);
  }

  #freeThread(): Thread | undefined {
    for (const thread of this.#threads) if (!thread.job) return thread;
    return this.#threads.size < this.#limits.threads ? this.#begin() : undefined;
  }

  #begin(): Thread {
    const worker = new Worker(this.#script, {
      // Not the options of the process: those are for the main thread, such as the loader of tracing.
      execArgv: this.#script.pathname.endsWith('.ts') ? ['--conditions=waystation-source', '--no-warnings'] : [],
      name: 'documents', // for tools that show the processor time of threads
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMb, maxYoungGenerationSizeMb: youngHeapMb },
    });
    const thread: Thread = { worker, job: undefined, isReady: false, late: undefined, idle: undefined };
    this.#threads.add(thread);
    worker.on('message', (message: WorkerMessage) => {
      if (!('ready' in message)) return this.#finish(thread, message);
      thread.isReady = true;
      if (thread.job) this.#watch(thread);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#fail(thread, isMemory ? new Refused('DOCUMENT_TOO_LARGE') : error);
    });
    worker.on('exit', (code) => this.#fail(thread, new Error(`The document thread exited with code ${code}`)));
    worker.unref(); // an idle thread does not keep the process alive
    return thread;
  }

  #finish(thread: Thread, rendered: Rendered): void {
    const { job } = thread;
    clearTimeout(thread.late);
    thread.job = undefined;
    thread.worker.unref();
    if (job) this.#end(job, 'content' in rendered ? { job, content: rendered.content } : rendered);
    this.#next();
    if (!thread.job) thread.idle = setTimeout(() => void this.#stop(thread), this.#limits.idleMs).unref();
  }

  /** Discards a thread, fails its document, and continues with the next one. */
  #fail(thread: Thread, error: Error): void {
    if (!this.#threads.has(thread)) return;
    const { job } = thread;
    void this.#stop(thread);
    if (job) this.#end(job, { error });
    this.#next();
  }

  #end(job: Job, outcome: Parameters<Waiter['done']>[0]): void {
    this.#jobs.delete(job.key);
    for (const waiter of [...job.waiters]) waiter.done(outcome);
    if (job.beganAt === undefined) return;
    const report: RenderReport = {
      kind: job.data.kind,
      outcome: 'content' in outcome ? 'rendered' : outcome.error instanceof Refused ? 'refused' : 'failed',
      seconds: (performance.now() - job.beganAt) / 1_000,
    };
    job.report?.(report);
  }

  async #stop(thread: Thread): Promise<void> {
    this.#threads.delete(thread);
    clearTimeout(thread.late);
    clearTimeout(thread.idle);
    thread.job = undefined;
    await thread.worker.terminate();
  }
}
