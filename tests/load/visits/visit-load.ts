import { setTimeout as sleep } from 'node:timers/promises';
import { arrivals } from './arrivals.ts';

/** Anything that takes one visit after the other. */
export interface VisitTaker {
  /** @returns the number of its commands */
  next(): Promise<number>;
}

/** Result of a load, from its start until all its visits have ended. */
export interface LoadResult {
  visits: number;
  /** Commands of these visits. */
  commands: number;
  /** Seconds of each complete visit. */
  visitSeconds: number[];
  /** Open load: milliseconds that each visit waited for a free lane. */
  waits: number[];
  failures: string[];
}

/** Visits that are driven at the same time. A lane whose visit fails takes no more: its technician may be busy for good. */
export class VisitLoad {
  readonly #lanes: VisitTaker[];
  readonly #stopping = new AbortController();
  readonly #result: LoadResult = { visits: 0, commands: 0, visitSeconds: [], waits: [], failures: [] };
  #running: Promise<unknown> = Promise.resolve();

  constructor(lanes: readonly VisitTaker[]) {
    this.#lanes = [...lanes];
  }

  /** Closed load: each lane starts its next visit when the last has ended. */
  startClosed(rampMs: number): void {
    this.#running = Promise.all(
      this.#lanes.map(async (lane, index) => {
        // Lanes in step with each other would ask for the same things at the same time.
        await this.#pause((index * rampMs) / this.#lanes.length);
        while (!this.#stopping.signal.aborted && (await this.#drive(lane)));
      }),
    );
  }

  /** Open load: visits start at a rate, however long they take; those without a free lane wait for one. */
  startOpen(perSecond: number, seed: number): void {
    this.#running = this.#open(perSecond, seed);
  }

  /** Visits that have ended until now, and failures. */
  get progress(): { visits: number; failures: string[] } {
    const { visits, failures } = this.#result;
    return { visits, failures };
  }

  /** Starts no more visits. @returns once all have ended */
  async finish(): Promise<LoadResult> {
    this.#stopping.abort();
    await this.#running;
    return this.#result;
  }

  async #open(perSecond: number, seed: number): Promise<void> {
    const free = [...this.#lanes];
    const waiting: number[] = [];
    const driven = new Set<Promise<void>>();
    const startWaiting = () => {
      while (waiting.length > 0 && free.length > 0 && !this.#stopping.signal.aborted) {
        const lane = free.shift()!;
        this.#result.waits.push(performance.now() - waiting.shift()!);
        const visit = this.#drive(lane).then((isDone) => {
          if (isDone) free.push(lane);
          driven.delete(visit);
          startWaiting();
        });
        driven.add(visit);
      }
    };
    const began = performance.now();
    for (const at of arrivals(perSecond, seed)) {
      const due = began + at;
      await this.#pause(due - performance.now());
      if (this.#stopping.signal.aborted) break;
      waiting.push(due);
      startWaiting();
    }
    await Promise.all(driven);
  }

  /** @returns false if the visit failed */
  async #drive(lane: VisitTaker): Promise<boolean> {
    const began = performance.now();
    const [visit] = await Promise.allSettled([lane.next()]);
    if (visit.status === 'rejected') {
      const { message, cause } = visit.reason as Error;
      this.#result.failures.push(`${message} ${cause instanceof Error ? cause.message : ''}`.trim());
      return false;
    }
    this.#result.visits += 1;
    this.#result.commands += visit.value;
    this.#result.visitSeconds.push((performance.now() - began) / 1000);
    return true;
  }

  async #pause(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    if (ms > 0 && !signal.aborted) await Promise.allSettled([sleep(ms, undefined, { signal })]);
  }
}
