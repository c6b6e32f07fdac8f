import { Dice } from './dice.ts';

/** Share of acknowledged steps that are repeated. */
const repeatedShare = 0.1;
const repeatWithinMs = 12_000;

/** True for POST requests that are not steps: dry runs, and searches whose terms do not belong in a URL. */
const isQuery = (path: string) => path.includes('validateOnly') || path.endsWith(':find');

/** Proxy between client and gateway that records acknowledged steps and repeats some of them. */
export class Wire {
  readonly #gateway: string;
  readonly #dice: Dice;
  /** Path of each acknowledged step, by its idempotency key. */
  readonly acknowledged = new Map<string, string>();
  /** Requests without an answer, or answered 503 or 504. */
  unanswered = 0;
  /** Acknowledged steps that were repeated with the same key, and answered. */
  repeated = 0;
  /** Repeats with a different answer. */
  readonly differing: string[] = [];

  constructor(gateway: string, dice: Dice) {
    this.#gateway = gateway;
    this.#dice = dice;
  }

  readonly send: typeof fetch = async (input, init) => {
    const [answer] = await Promise.allSettled([fetch(input, init)]);
    if (answer.status === 'rejected' || [503, 504].includes(answer.value.status)) this.unanswered += 1;
    if (answer.status === 'rejected') throw answer.reason;
    const path = String(input).slice(this.#gateway.length);
    const key = new Headers(init?.headers).get('idempotency-key');
    if (!key || !answer.value.ok || isQuery(path)) return answer.value;
    const text = await answer.value.text();
    this.acknowledged.set(key, path);
    if (this.#dice.next() < repeatedShare) await this.#repeat(path, init!, text);
    return new Response(text, { status: answer.value.status, headers: answer.value.headers });
  };

  /** Ignores repeats without an answer. */
  async #repeat(path: string, init: RequestInit, first: string): Promise<void> {
    const again = fetch(`${this.#gateway}${path}`, { ...init, signal: AbortSignal.timeout(repeatWithinMs) });
    const [answer] = await Promise.allSettled([again.then(async (got) => ({ got, text: await got.text() }))]);
    if (answer.status === 'rejected' || [503, 504].includes(answer.value.got.status)) return;
    this.repeated += 1;
    if (answer.value.got.ok && answer.value.text === first) return;
    this.differing.push(`${path}: ${first.slice(0, 200)} and then ${answer.value.text.slice(0, 200)}`);
  }
}
