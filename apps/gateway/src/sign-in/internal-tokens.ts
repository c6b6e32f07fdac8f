import type { TokenSigner } from '@waystation/call';
import type { Clock } from '@waystation/model';
import type { People } from './people.ts';
import type { SignedIn } from './signed-in.ts';

/** A token is good for five minutes; services may get it late and their clocks may differ. */
const usedForMs = 4 * 60_000;
const keptMax = 20_000;

/** The tokens that services trust: one for each session and station, used again until a minute before its end. */
export class InternalTokens {
  readonly #signer: TokenSigner;
  readonly #people: People;
  readonly #clock: Clock;
  readonly #kept = new Map<string, { token: Promise<string>; until: number }>();

  constructor(signer: TokenSigner, people: People, clock: Clock) {
    this.#signer = signer;
    this.#people = people;
    this.#clock = clock;
  }

  /** @param stationId that the call is for; undefined for what is the whole network's */
  async of(who: SignedIn, stationId: string | undefined): Promise<string> {
    const now = this.#clock.now();
    const key = `${who.key} ${stationId ?? ''}`;
    const kept = this.#kept.get(key);
    if (kept && kept.until > now.getTime()) return kept.token;
    this.#makeRoom(now);
    const token = this.#sign(who, stationId, now);
    this.#kept.set(key, { token, until: now.getTime() + usedForMs });
    return token.catch((error: unknown) => {
      this.#kept.delete(key);
      throw error;
    });
  }

  async #sign({ issuer, subject }: SignedIn, stationId: string | undefined, now: Date): Promise<string> {
    return this.#signer.sign(await this.#people.rolesOf(issuer, subject, stationId), now);
  }

  #makeRoom(now: Date): void {
    if (this.#kept.size < keptMax) return;
    for (const [key, { until }] of this.#kept) if (until <= now.getTime()) this.#kept.delete(key);
    if (this.#kept.size >= keptMax) this.#kept.clear();
  }
}
