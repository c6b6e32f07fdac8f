import { RetryBackoff } from './retry-backoff.ts';

/** When an event takes the blame for failures that may be another's. */
export interface BlameLimits {
  /** Counted tries after which an event whose reaction takes too long is parked, */
  slowTries: number;
  /** but no earlier than this time after its first failure, in milliseconds. */
  slowForMs: number;
  /** Counted tries after which an event that fails in an unknown way is parked. */
  unknownTries: number;
  /** The wait after the first failure, later ever longer, */
  retryMs: number;
  /** up to this. */
  retryMaxMs: number;
}

export const blameLimits: BlameLimits = {
  slowTries: 10,
  slowForMs: 180_000,
  unknownTries: 3,
  retryMs: 1_000,
  retryMaxMs: 30_000,
};

interface Suspect {
  backoff: RetryBackoff;
  since: number;
  nextAt: number;
  /** What had gone through of its partition when it failed first. */
  reacted: number;
  passed: number;
  slowTries: number;
  unknownTries: number;
}

/** What came of a failure. */
export interface Verdict {
  isToPark: boolean;
  waitMs: number;
  failures: number;
  seconds: number;
  alarm: boolean;
}

/**
 * Events that failed though it is not certain that they are at fault. A try counts against one only if other events of its
 * partition have gone through since its first failure: while nothing goes through, it is not the event.
 */
export class Suspects {
  readonly #limits: BlameLimits;
  readonly #alarmAfterMs: number;
  readonly #suspects = new Map<string, Suspect>();
  readonly #went = new Map<string, { reacted: number; passed: number }>();

  constructor(limits: BlameLimits, alarmAfterMs: number) {
    this.#limits = limits;
    this.#alarmAfterMs = alarmAfterMs;
  }

  #of(partition: string): { reacted: number; passed: number } {
    let went = this.#went.get(partition);
    if (!went) this.#went.set(partition, (went = { reacted: 0, passed: 0 }));
    return went;
  }

  /** Reactions to events of a partition are done. */
  reacted(partition: string, events: number): void {
    this.#of(partition).reacted += events;
  }

  /** Cursors were written past events of a partition to which nobody reacts: the database is there, and no more is said. */
  passed(partition: string): void {
    this.#of(partition).passed += 1;
  }

  /** @param place where the event lies */
  has(place: string): boolean {
    return this.#suspects.has(place);
  }

  isDue(place: string): boolean {
    return (this.#suspects.get(place)?.nextAt ?? 0) <= performance.now();
  }

  /** Milliseconds until one of these may be tried again. */
  waitMs(places: Iterable<string>): number {
    const waits = [...places].map((place) => (this.#suspects.get(place)?.nextAt ?? 0) - performance.now());
    return Math.max(0, Math.min(...waits));
  }

  failed(partition: string, place: string, fault: 'slow' | 'unknown'): Verdict {
    const { slowTries, slowForMs, unknownTries, retryMs: firstMs, retryMaxMs: maxMs } = this.#limits;
    const went = this.#of(partition);
    const now = performance.now();
    let suspect = this.#suspects.get(place);
    if (!suspect) {
      const backoff = new RetryBackoff({ firstMs, maxMs, alarmAfterMs: this.#alarmAfterMs });
      suspect = { ...went, backoff, since: now, nextAt: 0, slowTries: 0, unknownTries: 0 };
      this.#suspects.set(place, suspect);
    }
    const { waitMs, failures, alarm } = suspect.backoff.failed();
    suspect.nextAt = now + waitMs;
    const hasReacted = went.reacted > suspect.reacted;
    if (fault === 'unknown' && hasReacted) suspect.unknownTries += 1;
    if (fault === 'slow' && (hasReacted || went.passed > suspect.passed)) suspect.slowTries += 1;
    const isSlow = suspect.slowTries >= slowTries && now - suspect.since >= slowForMs;
    const isToPark = isSlow || suspect.unknownTries >= unknownTries;
    return { isToPark, waitMs, failures, seconds: suspect.backoff.seconds, alarm };
  }

  /** It went through, or is parked. */
  over(place: string): void {
    this.#suspects.delete(place);
  }
}
