import { RetryBackoff } from './retry-backoff.ts';

/** Limits from which an event counts as the cause of failures. */
export interface BlameLimits {
  /** Counted tries after which a slow event is parked. */
  slowTries: number;
  /** Earliest time after its first failure at which a slow event is parked, in milliseconds. */
  slowForMs: number;
  /** Counted tries after which an event with an unknown failure is parked. */
  unknownTries: number;
  /** Wait after the first failure, doubled after each further one, in milliseconds. */
  retryMs: number;
  /** Longest wait, in milliseconds. */
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
  /** Progress of its partition at its first failure. */
  reacted: number;
  passed: number;
  slowTries: number;
  unknownTries: number;
}

/** Result of a recorded failure. */
export interface Verdict {
  isToPark: boolean;
  waitMs: number;
  failures: number;
  seconds: number;
  alarm: boolean;
}

/**
 * Events that failed without proof that they are the cause. A try counts only if other events of the partition succeeded
 * since the first failure: while nothing succeeds, the cause is elsewhere.
 */
export class Suspects {
  readonly #limits: BlameLimits;
  readonly #alarmAfterMs: number;
  readonly #suspects = new Map<string, Suspect>();
  readonly #progress = new Map<string, { reacted: number; passed: number }>();

  constructor(limits: BlameLimits, alarmAfterMs: number) {
    this.#limits = limits;
    this.#alarmAfterMs = alarmAfterMs;
  }

  #progressOf(partition: string): { reacted: number; passed: number } {
    let progress = this.#progress.get(partition);
    if (!progress) this.#progress.set(partition, (progress = { reacted: 0, passed: 0 }));
    return progress;
  }

  /** Records events of a partition with successful reactions. */
  reacted(partition: string, events: number): void {
    this.#progressOf(partition).reacted += events;
  }

  /** Records that cursors passed events without reactions, which proves only that the database is available. */
  passed(partition: string): void {
    this.#progressOf(partition).passed += 1;
  }

  /** True if the event failed before. @param place topic, partition and offset of the event */
  has(place: string): boolean {
    return this.#suspects.has(place);
  }

  isDue(place: string): boolean {
    return (this.#suspects.get(place)?.nextAt ?? 0) <= performance.now();
  }

  /** Milliseconds until the first of these events may be retried. */
  waitMs(places: Iterable<string>): number {
    const waits = [...places].map((place) => (this.#suspects.get(place)?.nextAt ?? 0) - performance.now());
    return Math.max(0, Math.min(...waits));
  }

  failed(partition: string, place: string, fault: 'slow' | 'unknown'): Verdict {
    const { slowTries, slowForMs, unknownTries, retryMs: firstMs, retryMaxMs: maxMs } = this.#limits;
    const progress = this.#progressOf(partition);
    const now = performance.now();
    let suspect = this.#suspects.get(place);
    if (!suspect) {
      const backoff = new RetryBackoff({ firstMs, maxMs, alarmAfterMs: this.#alarmAfterMs });
      suspect = { ...progress, backoff, since: now, nextAt: 0, slowTries: 0, unknownTries: 0 };
      this.#suspects.set(place, suspect);
    }
    const { waitMs, failures, alarm } = suspect.backoff.failed();
    suspect.nextAt = now + waitMs;
    const hasReacted = progress.reacted > suspect.reacted;
    if (fault === 'unknown' && hasReacted) suspect.unknownTries += 1;
    if (fault === 'slow' && (hasReacted || progress.passed > suspect.passed)) suspect.slowTries += 1;
    const isSlow = suspect.slowTries >= slowTries && now - suspect.since >= slowForMs;
    const isToPark = isSlow || suspect.unknownTries >= unknownTries;
    return { isToPark, waitMs, failures, seconds: suspect.backoff.seconds, alarm };
  }

  /** Forgets an event that succeeded or was parked. */
  over(place: string): void {
    this.#suspects.delete(place);
  }
}
