import type { Sealer } from './sealer.ts';

/** A sign-in that was begun and waits for its way back from the issuer. */
export interface BegunSignIn {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

const context = 'begun sign-ins';
/** Several pages may find themselves signed out at once, and each begins a sign-in. */
const atOnceMax = 4;

/** How long a person may take at the issuer. */
export const signInSeconds = 600;

/** The begun sign-ins of a browser, in its cookie: sealed, so that it can neither read nor make one. */
export class BegunSignIns {
  readonly #sealer: Sealer;

  constructor(sealer: Sealer) {
    this.#sealer = sealer;
  }

  /** @returns the cookie's new value */
  add(cookie: string | undefined, begun: BegunSignIn, now: Date): string {
    return this.#seal([...this.#open(cookie, now), begun].slice(-atOnceMax));
  }

  /** Takes one out, so that its code can be traded once only. Undefined for a state that this browser did not begin. */
  take(
    cookie: string | undefined,
    state: string,
    now: Date,
  ): { begun: BegunSignIn; rest: string | undefined } | undefined {
    const all = this.#open(cookie, now);
    const begun = all.find((each) => each.state === state);
    if (!begun) return undefined;
    const rest = all.filter((each) => each !== begun);
    return { begun, rest: rest.length > 0 ? this.#seal(rest) : undefined };
  }

  #open(cookie: string | undefined, now: Date): BegunSignIn[] {
    if (!cookie) return [];
    const all = this.#sealer.open<BegunSignIn[]>(Buffer.from(cookie, 'base64url'), context) ?? [];
    return all.filter(({ expiresAt }) => expiresAt > now.getTime());
  }

  #seal(all: readonly BegunSignIn[]): string {
    return this.#sealer.seal(all, context).toString('base64url');
  }
}
