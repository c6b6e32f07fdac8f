/** Keys that are remembered at most; the ones not used for longest are forgotten first. */
const keysMax = 20_000;

/**
 * Positions of keys as this consumer left them, so that most events need no look-up in the database. They hold while the
 * consumer owns the partitions: nobody else moves the cursor of a key that is not parked. A parked key is never remembered.
 */
export class KnownCursors {
  /** Number of the last consumed event by topic and key, in the order of use. */
  readonly #seqs = new Map<string, bigint>();
  /** Numbers up to which keys were passed without a reaction and that are not written yet, by topic and key. */
  #passed = new Map<string, Map<string, bigint>>();

  /** Number of the last consumed event of a key; undefined if it is not known. */
  get(topic: string, key: string): bigint | undefined {
    return this.#seqs.get(placeOf(topic, key)) ?? this.#passed.get(topic)?.get(key);
  }

  /** Remembers a position whose cursor is written. */
  consumed(topic: string, key: string, seq: bigint): void {
    this.#remember(topic, key, seq);
    this.#passed.get(topic)?.delete(key);
  }

  /** Remembers a position whose cursor is written later, by the owner of `takePassed`. */
  passed(topic: string, key: string, seq: bigint): void {
    this.#remember(topic, key, seq);
    const passed = this.#passed.get(topic);
    if (passed) passed.set(key, seq);
    else this.#passed.set(topic, new Map([[key, seq]]));
  }

  /** Forgets a key: its position must be looked up again. */
  forget(topic: string, key: string): void {
    this.#seqs.delete(placeOf(topic, key));
  }

  /** Forgets everything, also what is not written: partitions may have changed their owner, who consumes it again. */
  clear(): void {
    this.#seqs.clear();
    this.#passed.clear();
  }

  /** Positions to write, by topic and key. They are given out once. */
  takePassed(): Map<string, Map<string, bigint>> {
    const passed = this.#passed;
    this.#passed = new Map();
    return passed;
  }

  /** Takes back positions that could not be written. */
  returnPassed(positions: ReadonlyMap<string, ReadonlyMap<string, bigint>>): void {
    for (const [topic, keys] of positions) {
      for (const [key, seq] of keys) {
        const known = this.#seqs.get(placeOf(topic, key));
        const newer = this.#passed.get(topic)?.get(key);
        if (newer === undefined && (known === undefined || known === seq)) this.passed(topic, key, seq);
      }
    }
  }

  #remember(topic: string, key: string, seq: bigint): void {
    const place = placeOf(topic, key);
    this.#seqs.delete(place);
    this.#seqs.set(place, seq);
    if (this.#seqs.size > keysMax) this.#seqs.delete(this.#seqs.keys().next().value!);
  }
}

function placeOf(topic: string, key: string): string {
  return `${topic}\n${key}`;
}
