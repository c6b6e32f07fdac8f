import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccessToken } from './access-token.ts';
import { Problem } from './problem.ts';
import { RequestKeys } from './request-keys.ts';

/** Where a stack is entered. */
export interface Entrance {
  /** Origin of the development issuer. */
  issuer: string;
  scriptSecret: string;
  /** Origin of the gateway. */
  gateway: string;
  /** A run from the same seed repeats its requests under the same keys. Left out: each run has keys of its own. */
  seed?: string;
  /**
   * How long a request is sent again while nobody can take it, and how long is waited for what must come to pass; a few
   * seconds and 20 s when left out.
   */
  patienceMs?: number;
  /** Pause between two looks at what must come to pass, in milliseconds; 60 if left out. */
  pollMs?: number;
  /** In place of `fetch`: sees all that is sent. */
  send?: typeof fetch;
}

/** The public API, called by somebody who is signed in. */
export interface Api {
  readonly subject: string;

  /**
   * Takes a step, once, however often it has to be sent.
   *
   * @throws Problem when it is refused
   */
  post<T = unknown>(path: string, body: object): Promise<T>;

  /**
   * Asks what would come of a step, without taking it.
   *
   * @throws Problem when it would be refused
   */
  validateOnly<T = unknown>(path: string, body: object): Promise<T>;

  /** @throws Problem when it is refused */
  get<T = unknown>(path: string): Promise<T>;

  /**
   * The bytes of a document.
   *
   * @throws Problem when it is refused
   */
  download(path: string): Promise<Content>;
}

/** What came as it is. */
export interface Content {
  contentType: string;
  bytes: Uint8Array;
}

/** What tests put in place of the world. */
export interface DriveOptions {
  send: typeof fetch;
  now: () => number;
  wait: (ms: number) => Promise<unknown>;
}

const realWorld: DriveOptions = { send: (...request) => fetch(...request), now: Date.now, wait: (ms) => sleep(ms) };

const deadlineSeconds = 10;
/** The answer of the gateway itself, that the time is over, is to come first. */
const deadlineMs = (deadlineSeconds + 2) * 1000;
const attemptsMax = 6;
const firstWaitMs = 200;
const longestWaitMs = 3_200;

/**
 * Signs a demo person in.
 *
 * @throws Problem when there is nobody of this subject
 */
export async function signIn(entrance: Entrance, subject: string, surroundings = realWorld): Promise<Api> {
  const { issuer, scriptSecret, gateway, seed = randomUUID(), patienceMs } = entrance;
  const { now, wait } = surroundings;
  const send = entrance.send ?? surroundings.send;
  const token = new AccessToken({ issuer, scriptSecret, subject, send, now });
  const keys = new RequestKeys(`${seed}\0${subject}`);

  /** Tries again while it is not known whether it arrived, or nobody could take it. */
  const patiently = async <T>(attempt: () => Promise<T>): Promise<T> => {
    const until = now() + (patienceMs ?? Infinity);
    for (let tries = 1; ; tries += 1) {
      const answer = await settled(attempt());
      if ('value' in answer) return answer.value;
      const over = patienceMs === undefined ? tries === attemptsMax : now() > until;
      if (over || !isPassing(answer.error)) throw answer.error;
      await wait(Math.min(firstWaitMs * 2 ** (tries - 1), longestWaitMs));
    }
  };

  /** Each time with the same key. */
  const ask = async (method: string, path: string, body?: string): Promise<Content> => {
    const key = body === undefined ? undefined : keys.next(path, body);
    return patiently(() => attemptOf(method, path, body, key));
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

  await patiently(() => token.get());
  return {
    subject,
    post: async <T>(path: string, body: object) => answerOf<T>(await ask('POST', path, JSON.stringify(body))),
    validateOnly: async <T>(path: string, body: object) =>
      answerOf<T>(await ask('POST', `${path}?validateOnly=true`, JSON.stringify(body))),
    get: async <T>(path: string) => answerOf<T>(await ask('GET', path)),
    download: (path: string) => ask('GET', path),
  };
}

/** What may go when it is tried again: no answer at all, or nobody there who could give one. */
function isPassing(error: unknown): boolean {
  return !(error instanceof Problem) || error.status === 503 || error.status === 504;
}

async function settled<T>(promise: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

const answerOf = <T>({ bytes }: Content) => jsonOf(bytes) as T;

/** Whatever answers in between need not speak JSON. */
function jsonOf(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { detail: text.slice(0, 200) };
  }
}
