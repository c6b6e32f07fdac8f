import { createHash } from 'node:crypto';
import type { Clock } from '@waystation/model';

/** Instant at which tests start: a Monday, 8:00 UTC. */
export const firstInstant = new Date('2026-03-02T08:00:00Z');

/** Clock that stands still until it is set. */
export class TestClock implements Clock {
  #now = firstInstant;

  now(): Date {
    return new Date(this.#now);
  }

  set(instant: Date | string): void {
    this.#now = new Date(instant);
  }

  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = by;
    this.#now = new Date(this.#now.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000);
  }

  /** Sets the clock to the first instant. */
  reset(): void {
    this.#now = firstInstant;
  }
}

/** Random bytes that are the same in each run. */
export function seededBytes(seed: string): (bytes: number) => Uint8Array {
  let drawn = 0;
  return (bytes) => {
    const block = createHash('sha512')
      .update(`${seed}:${(drawn += 1)}`)
      .digest();
    if (bytes > block.length) throw new RangeError(`At most ${block.length} bytes can be drawn at a time.`);
    return block.subarray(0, bytes);
  };
}
