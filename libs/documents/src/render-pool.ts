import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Refused, Unavailable } from '@waystation/model';
import type { DocumentData } from './document-data.ts';
import type { Rendered, Said } from './render-worker.ts';

/** How much a pool takes on. */
export interface PoolLimits {
  /** Documents that are made at once, each in a thread of its own. */
  threads: number;
  /** Documents that wait for a thread; one more is refused. */
  waiting: number;
  /** How long one may take. The thread is ended then, and the next document begins a new one. */
  renderMs: number;
  /** Memory of a thread for what is no file. */
  heapMb: number;
}

/** Two seconds are what the longest document that is let in takes on a quiet processor; a busy one is several times slower. */
export const poolLimits: PoolLimits = { threads: 1, waiting: 20, renderMs: 8_000, heapMb: 384 };

/** How long who asked waits for an answer. */
export interface RenderLimits {
  deadline?: Date | undefined;
  signal?: AbortSignal | undefined;
}

/** How long a thread may take to load what it needs: the processor may be busy with other things. */
const loadMs = 20_000;
/** The caller is to learn why there is no document before he gives up. */
const answerMs = 400;

interface Job {
  key: string;
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
}

/**
 * Makes documents in threads, so that the service goes on to answer while a long one is made. A thread begins with the
 * first document and is kept, with the fonts that it has read.
 */
export class RenderPool {
  readonly #limits: PoolLimits;
  readonly #script: URL;
  readonly #threads = new Set<Thread>();
  readonly #queue: Job[] = [];
  readonly #jobs = new Map<string, Job>();
  #isClosed = false;

  /** @param script another one than the renderer's, for tests */
  constructor(limits: Partial<PoolLimits> = {}, script?: URL) {
    this.#limits = { ...poolLimits, ...limits };
    // As TypeScript where this file is run as TypeScript.
    this.#script = script ?? new URL(`./render-worker${extname(import.meta.url)}`, import.meta.url);
  }

  /**
   * Makes a document. One that is asked for again while it is made is made once: all get the same.
   *
   * @param key of what it is made from; who comes second with a key gets the document of the first
   * @throws Unavailable when too many are made, or it is not made in time; Refused when it takes more memory than there is
   */
  render(
    key: string,
    data: DocumentData,
    { deadline, signal }: RenderLimits = {},
  ): Promise<{ data: DocumentData; content: Uint8Array }> {
    return new Promise((resolve, reject) => {
      const waitMs = deadline ? Number(deadline) - Date.now() - answerMs : Infinity;
      if (this.#isClosed || signal?.aborted || waitMs <= 0) return reject(new Unavailable('DOCUMENTS_BUSY'));
      const job = this.#jobs.get(key) ?? this.#take(key, data);
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
        waiter.done({ error: new Unavailable(isWaiting ? 'DOCUMENTS_BUSY' : 'DOCUMENT_NOT_IN_TIME') });
        this.#forgetUnwanted(job);
      };
      const timer = waitMs < 2 ** 31 ? setTimeout(leave, waitMs).unref() : undefined;
      signal?.addEventListener('abort', leave, { once: true });
      job.waiters.add(waiter);
      this.#next();
    });
  }

  /** Ends all threads; what is not made yet is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#jobs.values()) this.#end(job, { error: new Unavailable('DOCUMENTS_BUSY') });
    this.#queue.length = 0;
    await Promise.all([...this.#threads].map((thread) => this.#stop(thread)));
  }

  #take(key: string, data: DocumentData): Job | undefined {
    const isBusy = [...this.#threads].filter(({ job }) => job).length >= this.#limits.threads;
    if (isBusy && this.#queue.length >= this.#limits.waiting) return undefined;
    const job: Job = { key, data, waiters: new Set() };
    this.#jobs.set(key, job);
    this.#queue.push(job);
    return job;
  }

  /** A document that nobody waits for any more is not begun. One that is being made is finished: a repeat finds it. */
  #forgetUnwanted(job: Job): void {
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
      this.#watch(thread);
      thread.worker.ref();
      thread.worker.postMessage(job.data);
    }
  }

  /** Ends the thread when it takes too long. What it loads first is no fault of its document. */
  #watch(thread: Thread): void {
    clearTimeout(thread.late);
    const ms = this.#limits.renderMs + (thread.isReady ? 0 : loadMs);
    thread.late = setTimeout(() => this.#fail(thread, new Unavailable('DOCUMENT_NOT_IN_TIME')), ms);
  }

  #freeThread(): Thread | undefined {
    for (const thread of this.#threads) if (!thread.job) return thread;
    return this.#threads.size < this.#limits.threads ? this.#begin() : undefined;
  }

  #begin(): Thread {
    const worker = new Worker(this.#script, {
      // None of the process's own: they are of its main thread, such as what loads tracing.
      execArgv: this.#script.pathname.endsWith('.ts') ? ['--conditions=waystation-source', '--no-warnings'] : [],
      name: 'documents', // for tools that show the processor time of threads
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMb },
    });
    const thread: Thread = { worker, job: undefined, isReady: false, late: undefined };
    this.#threads.add(thread);
    worker.on('message', (said: Said) => {
      if (!('ready' in said)) return this.#finish(thread, said);
      thread.isReady = true;
      if (thread.job) this.#watch(thread);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#fail(thread, isMemory ? new Refused('DOCUMENT_TOO_LARGE') : error);
    });
    worker.on('exit', (code) => this.#fail(thread, new Error(`a thread that makes documents has ended (${code})`)));
    worker.unref(); // a thread without work does not keep the process
    return thread;
  }

  #finish(thread: Thread, rendered: Rendered): void {
    const { job } = thread;
    clearTimeout(thread.late);
    thread.job = undefined;
    thread.worker.unref();
    if (job) this.#end(job, 'content' in rendered ? { job, content: rendered.content } : rendered);
    this.#next();
  }

  /** A thread that is of no more use. */
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
  }

  async #stop(thread: Thread): Promise<void> {
    this.#threads.delete(thread);
    clearTimeout(thread.late);
    thread.job = undefined;
    await thread.worker.terminate();
  }
}
