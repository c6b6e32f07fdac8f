import { backOff } from './limits.ts';

/** Backoff of an endless retry: computes the wait after each failure, and when to alarm. */
export class RetryBackoff {
  readonly #options: { firstMs: number; maxMs: number; alarmAfterMs: number };
  #failures = 0;
  #since = 0;
  #alarmedAt = 0;

  /** @param options first wait, longest wait and time of failures until the alarm, in milliseconds */
  constructor(options: { firstMs: number; maxMs: number; alarmAfterMs: number }) {
    this.#options = options;
  }

  /** Records a failure. @returns milliseconds to wait, and `alarm` once per `alarmAfterMs` */
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

  /** Seconds since the first failure; 0 without one. */
  get seconds(): number {
    return this.#failures === 0 ? 0 : Math.round((performance.now() - this.#since) / 1_000);
  }

  /** Resets the backoff after a success. */
  over(): void {
    this.#failures = 0;
  }
}
