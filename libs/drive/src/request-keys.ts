import { createHash } from 'node:crypto';

/**
 * Idempotency keys that follow from what is asked, so that a run from the same seed repeats its requests under the keys
 * that they had. The same request made once more in a run is another one: it has its number in the key.
 */
export class RequestKeys {
  readonly #seed: string;
  readonly #made = new Map<string, number>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** @param body as it is sent */
  next(path: string, body: string): string {
    const request = `${path}\0${body}`;
    const number = (this.#made.get(request) ?? 0) + 1;
    this.#made.set(request, number);
    return createHash('sha256').update(`${this.#seed}\0${request}\0${number}`).digest('base64url');
  }
}
