import type { Actor, TokenSigner } from '@waystation/call';
import type { Clock } from '@waystation/model';
import type { People } from './people.ts';
import type { SessionUser } from './session-user.ts';

/** A token is good for five minutes. It is renewed much earlier, so that a granted or revoked role takes effect soon. */
const usedForMs = 30_000;
/** Who has no role here may have been registered this moment: nobody is to wait for half a minute to begin his work. */
const usedForMsWithoutRole = 500;
const keptMax = 20_000;

/** A caller as services see him. */
export interface Signed {
  token: string;
  actor: Actor;
}

interface Kept {
  token: Promise<Signed>;
  until: number;
}

/** The tokens that services trust: one for each session and station, used again for a while. */
export class InternalTokens {
  readonly #signer: TokenSigner;
  readonly #people: People;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();

  constructor(signer: TokenSigner, people: People, clock: Clock) {
    this.#signer = signer;
    this.#people = people;
    this.#clock = clock;
  }

  /** @param stationId that the call is for; undefined for what is the whole network's */
  async of(who: SessionUser, stationId: string | undefined): Promise<Signed> {
    const now = this.#clock.now();
    const key = `${who.key} ${stationId ?? ''}`;
    const kept = this.#kept.get(key);
    if (kept && kept.until > now.getTime()) return kept.token;
    this.#makeRoom(now);
    const entry: Kept = { token: this.#sign(who, stationId, now), until: now.getTime() + usedForMs };
    this.#kept.set(key, entry);
    try {
      const signed = await entry.token;
      if (signed.actor.roles.length === 0) entry.until = now.getTime() + usedForMsWithoutRole;
      return signed;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }

  async #sign({ issuer, subject }: SessionUser, stationId: string | undefined, now: Date): Promise<Signed> {
    const actor = await this.#people.rolesOf(issuer, subject, stationId);
    return { token: await this.#signer.sign(actor, now), actor };
  }

  #makeRoom(now: Date): void {
    if (this.#kept.size < keptMax) return;
    for (const [key, { until }] of this.#kept) if (until <= now.getTime()) this.#kept.delete(key);
    if (this.#kept.size >= keptMax) this.#kept.clear();
  }
}
