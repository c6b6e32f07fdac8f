import { createHash } from 'node:crypto';

/**
 * Idempotency keys derived from the requests, so that runs from the same seed use the same keys. Equal requests within a
 * run are numbered and get different keys.
 */
export class RequestKeys {
  readonly #seed: string;
  readonly #made = new Map<string, number>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Makes the key of the next request. @param body serialized body */
  next(path: string, body: string): string {
    const request = `${path}\0${body}`;
    const number = (this.#made.get(request) ?? 0) + 1;
    this.#made.set(request, number);
    return createHash('sha256').update(`${this.#seed}\0${request}\0${number}`).digest('base64url');
  }
}
