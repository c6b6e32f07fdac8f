import { Problem } from './problem.ts';

const client = 'waystation-scripts';
const deadlineMs = 10_000;
/** So long before its end a token is renewed. */
const marginMs = 30_000;

/** Whose tokens, and where they are had. */
export interface TokenSource {
  issuer: string;
  scriptSecret: string;
  subject: string;
  send: typeof fetch;
  now: () => number;
}

/** The access token of a demo person, had when it is first needed and renewed before it ends. */
export class AccessToken {
  readonly #source: TokenSource;
  #current: Promise<string> | undefined;
  #renewAt = 0;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** Of many who ask at once, one fetches. */
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
    // By RFC 6749 both are form-encoded before they are joined: a secret in base64 has signs that matter.
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
