import type { Actor, TokenSigner } from '@waystation/call';
import type { Clock } from '@waystation/model';
import type { People } from './people.ts';
import type { SessionUser } from './session-user.ts';

/** A token is valid for five minutes. It is renewed much earlier, so that role changes take effect soon. */
const usedForMs = 30_000;
/** A person without a role may just have been registered and should not wait half a minute to start work. */
const usedForMsWithoutRole = 500;
const keptMax = 20_000;

/** A caller with the token that services accept. */
export interface Signed {
  token: string;
  actor: Actor;
}

interface Kept {
  token: Promise<Signed>;
  until: number;
}

/** Tokens that services trust: one for each session and station, cached for a short time. */
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

  /** @param stationId station of the call; undefined for calls to the whole network */
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
