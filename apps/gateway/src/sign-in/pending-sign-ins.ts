import type { Sealer } from './sealer.ts';

/** A started sign-in whose browser has not returned from the issuer yet. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
  /** In milliseconds since 1970. */
  expiresAt: number;
}

const context = 'pending sign-ins';
/** Several open pages may each start a sign-in at the same time. */
const concurrentMax = 4;

/** Time that a person has to sign in at the issuer, in seconds. */
export const signInSeconds = 600;

/** Pending sign-ins of a browser, encrypted in its cookie so that it can neither read nor forge them. */
export class PendingSignIns {
  readonly #sealer: Sealer;

  constructor(sealer: Sealer) {
    this.#sealer = sealer;
  }

  /** @returns the new value of the cookie */
  add(cookie: string | undefined, pending: PendingSignIn, now: Date): string {
    return this.#seal([...this.#open(cookie, now), pending].slice(-concurrentMax));
  }

  /** Removes a sign-in, so that its code can be used only once. Undefined for a state that is not from this browser. */
  take(
    cookie: string | undefined,
    state: string,
    now: Date,
  ): { pending: PendingSignIn; rest: string | undefined } | undefined {
    const all = this.#open(cookie, now);
    const pending = all.find((each) => each.state === state);
    if (!pending) return undefined;
    const rest = all.filter((each) => each !== pending);
    return { pending, rest: rest.length > 0 ? this.#seal(rest) : undefined };
  }

  #open(cookie: string | undefined, now: Date): PendingSignIn[] {
    if (!cookie) return [];
    const all = this.#sealer.open<PendingSignIn[]>(Buffer.from(cookie, 'base64url'), context) ?? [];
    return all.filter(({ expiresAt }) => expiresAt > now.getTime());
  }

  #seal(all: readonly PendingSignIn[]): string {
    return this.#sealer.seal(all, context).toString('base64url');
  }
}
