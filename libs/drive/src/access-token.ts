import { Problem } from './problem.ts';

const client = 'waystation-scripts';
const deadlineMs = 10_000;
/** Time before its expiry at which a token is renewed, in milliseconds. */
const marginMs = 30_000;

/** Source of the tokens of a person. */
export interface TokenSource {
  issuer: string;
  scriptSecret: string;
  subject: string;
  send: typeof fetch;
  now: () => number;
}

/** Access token of a demo person, fetched on first use and renewed before it expires. */
export class AccessToken {
  readonly #source: TokenSource;
  #current: Promise<string> | undefined;
  #renewAt = 0;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** Simultaneous callers share one request. */
  get(): Promise<string> {
    if (!this.#current || this.#source.now() >= this.#renewAt) {
      this.#renewAt = Infinity;
      this.#current = this.#fetch().catch((error: unknown) => {
        this.#current = undefined;
        throw error;
      });
    }
    return this.#current;
  }

  async #fetch(): Promise<string> {
    const { issuer, scriptSecret, subject, send, now } = this.#source;
    // RFC 6749 requires form encoding before joining, since a base64 secret contains reserved characters.
    const basic = btoa(`${encodeURIComponent(client)}:${encodeURIComponent(scriptSecret)}`);
    const answer = await send(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'urn:waystation:demo', subject }),
      signal: AbortSignal.timeout(deadlineMs),
    });
    const { access_token, expires_in, error, error_description } = (await answer.json()) as Record<string, unknown>;
    if (typeof access_token !== 'string') {
      throw new Problem(`Signing in as ${subject}`, answer.status, { reason: error, detail: error_description });
    }
    this.#renewAt = now() + Number(expires_in) * 1000 - marginMs;
    return access_token;
  }
}
