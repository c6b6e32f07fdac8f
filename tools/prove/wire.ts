import { Dice } from './dice.ts';

/** A share of what was acknowledged is asked for again. */
const repeatedShare = 0.1;
const repeatWithinMs = 12_000;

/** Posted, and still no step: a rehearsal, or a search whose words don't belong into an address. */
const isQuestion = (path: string) => path.includes('validateOnly') || path.endsWith(':find');

/** Sits between the drive and the gateway: notes what was acknowledged, and asks for some of it twice. */
export class Wire {
  readonly #gateway: string;
  readonly #dice: Dice;
  /** Path of each step that was acknowledged, by its idempotency key. */
  readonly acknowledged = new Map<string, string>();
  /** Requests that nobody answered, or whose answer said that nobody could take them. */
  unanswered = 0;
  /** Acknowledged steps that were asked for once more, under the same key, and answered. */
  repeated = 0;
  /** Repeats that were answered otherwise than the first time. */
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
    if (!key || !answer.value.ok || isQuestion(path)) return answer.value;
    const text = await answer.value.text();
    this.acknowledged.set(key, path);
    if (this.#dice.next() < repeatedShare) await this.#repeat(path, init!, text);
    return new Response(text, { status: answer.value.status, headers: answer.value.headers });
  };

  /** Whether it is answered at all is not its matter. */
  async #repeat(path: string, init: RequestInit, first: string): Promise<void> {
    const again = fetch(`${this.#gateway}${path}`, { ...init, signal: AbortSignal.timeout(repeatWithinMs) });
    const [answer] = await Promise.allSettled([again.then(async (got) => ({ got, text: await got.text() }))]);
    if (answer.status === 'rejected' || [503, 504].includes(answer.value.got.status)) return;
    this.repeated += 1;
    if (answer.value.got.ok && answer.value.text === first) return;
    this.differing.push(`${path}: ${first.slice(0, 200)} and then ${answer.value.text.slice(0, 200)}`);
  }
}
