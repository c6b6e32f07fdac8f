import { backOff } from './limits.ts';

/** Counts failures of one thing that is tried again without end: how long to wait, and when to call for help. */
export class RetryBackoff {
  readonly #options: { firstMs: number; maxMs: number; alarmAfterMs: number };
  #failures = 0;
  #since = 0;
  #alarmedAt = 0;

  /** @param options the first wait, the longest one, and for how long it may fail before somebody must look */
  constructor(options: { firstMs: number; maxMs: number; alarmAfterMs: number }) {
    this.#options = options;
  }

  /** Notes a failure. @returns milliseconds to wait, and whether to call for help now: once in each `alarmAfterMs` */
  failed(): { waitMs: number; failures: number; alarm: boolean } {
    const now = performance.now();
    if (this.#failures++ === 0) this.#since = this.#alarmedAt = now;
    const alarm = now - this.#alarmedAt >= this.#options.alarmAfterMs;
    if (alarm) this.#alarmedAt = now;
    return {
      waitMs: backOff(this.#failures, this.#options.firstMs, this.#options.maxMs),
      failures: this.#failures,
      alarm,
    };
  }

  /** For how long it has failed, in seconds. */
  get seconds(): number {
    return this.#failures === 0 ? 0 : Math.round((performance.now() - this.#since) / 1_000);
  }

  /** It succeeded. */
  over(): void {
    this.#failures = 0;
  }
}
