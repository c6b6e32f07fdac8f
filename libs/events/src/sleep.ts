/**
 * A pause between two looks that `wake` ends early. A wake that comes while its owner works is kept for the next pause:
 * `begin` is called before each look, so nothing that was added after it is slept over.
 */
export class Sleep {
  #woken = false;
  #end: (() => void) | undefined;

  /** Forgets earlier wakes: the look that follows sees what they announced. */
  begin(): void {
    this.#woken = false;
  }

  /** Ends the pause, or skips the next one. */
  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  /** Waits until the next wake, at most the given milliseconds. Never throws. */
  async wait(ms: number): Promise<void> {
    if (this.#woken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#end = undefined;
  }
}
