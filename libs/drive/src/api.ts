import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccessToken } from './access-token.ts';
import { Problem } from './problem.ts';
import { RequestKeys } from './request-keys.ts';

/** Addresses and secret for signing in to a running platform. */
export interface Entrance {
  /** Origin of the development issuer. */
  issuer: string;
  scriptSecret: string;
  /** Origin of the gateway. */
  gateway: string;
  /** Runs with the same seed use the same idempotency keys; left out, each run uses new ones. */
  seed?: string;
  /**
   * Limit in milliseconds for retrying a request during an outage, and for waiting for expected results; if left out, a
   * few seconds and 20 s.
   */
  patienceMs?: number;
  /** Pause between two looks for an expected state, in milliseconds; 60 if left out. */
  pollMs?: number;
  /** Replacement for `fetch`, which sees all requests. */
  send?: typeof fetch;
}

/** Public API, called by a signed-in person. */
export interface Api {
  readonly subject: string;

  /**
   * Sends a step, with retries under the same key so that it takes effect once.
   *
   * @throws Problem if it is refused
   */
  post<T = unknown>(path: string, body: object): Promise<T>;

  /**
   * Makes a dry run of a step.
   *
   * @throws Problem if the step would be refused
   */
  validateOnly<T = unknown>(path: string, body: object): Promise<T>;

  /** Sends a query. @throws Problem if it is refused */
  get<T = unknown>(path: string): Promise<T>;

  /**
   * Downloads a document.
   *
   * @throws Problem if it is refused
   */
  download(path: string): Promise<Content>;
}

/** Unparsed answer. */
export interface Content {
  contentType: string;
  bytes: Uint8Array;
}

/** Network and time, which tests replace. */
export interface DriveOptions {
  send: typeof fetch;
  now: () => number;
  wait: (ms: number) => Promise<unknown>;
}

const defaults: DriveOptions = { send: (...request) => fetch(...request), now: Date.now, wait: (ms) => sleep(ms) };

const deadlineSeconds = 10;
/** Longer than the gateway's own timeout, so that its answer arrives first. */
const deadlineMs = (deadlineSeconds + 2) * 1000;
const attemptsMax = 6;
const firstWaitMs = 200;
const longestWaitMs = 3_200;

/**
 * Signs a demo person in.
 *
 * @throws Problem if there is no demo person with this subject
 */
export async function signIn(entrance: Entrance, subject: string, options = defaults): Promise<Api> {
  const { issuer, scriptSecret, gateway, seed = randomUUID(), patienceMs } = entrance;
  const { now, wait } = options;
  const send = entrance.send ?? options.send;
  const token = new AccessToken({ issuer, scriptSecret, subject, send, now });
  const keys = new RequestKeys(`${seed}\0${subject}`);

  /** Retries while an answer is missing or the platform is unavailable. */
  const withRetries = async <T>(attempt: () => Promise<T>): Promise<T> => {
    const until = now() + (patienceMs ?? Infinity);
    for (let tries = 1; ; tries += 1) {
      const answer = await settled(attempt());
      if ('value' in answer) return answer.value;
      const over = patienceMs === undefined ? tries === attemptsMax : now() > until;
      if (over || !isTransient(answer.error)) throw answer.error;
      await wait(Math.min(firstWaitMs * 2 ** (tries - 1), longestWaitMs));
    }
  };

  /** Sends a request; retries use the same key. */
  const ask = async (method: string, path: string, body?: string): Promise<Content> => {
    const key = body === undefined ? undefined : keys.next(path, body);
    return withRetries(() => attemptOf(method, path, body, key));
  };

  const attemptOf = async (method: string, path: string, body?: string, key?: string): Promise<Content> => {
    const answer = await send(`${gateway}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token.get()}`,
        'accept-language': 'en',
        'request-timeout': String(deadlineSeconds),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(deadlineMs),
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (!answer.ok) throw new Problem(`${method} ${path} by ${subject}`, answer.status, jsonOf(bytes));
    return { contentType: answer.headers.get('content-type') ?? '', bytes };
  };

  await withRetries(() => token.get());
  return {
    subject,
    post: async <T>(path: string, body: object) => answerOf<T>(await ask('POST', path, JSON.stringify(body))),
    validateOnly: async <T>(path: string, body: object) =>
      answerOf<T>(await ask('POST', `${path}?validateOnly=true`, JSON.stringify(body))),
    get: async <T>(path: string) => answerOf<T>(await ask('GET', path)),
    download: (path: string) => ask('GET', path),
  };
}

/** True if a retry may succeed: no answer, 503 or 504. */
function isTransient(error: unknown): boolean {
  return !(error instanceof Problem) || error.status === 503 || error.status === 504;
}

async function settled<T>(promise: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

const answerOf = <T>({ bytes }: Content) => jsonOf(bytes) as T;

/** Parses JSON leniently, since a proxy in between may answer something else. */
function jsonOf(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { detail: text.slice(0, 200) };
  }
}
