import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@waystation/model';
import type { Logger } from 'pino';
import type { SessionRow, SessionRows } from '../store/sessions.ts';
import type { Issuer, IssuerTokens } from './issuer.ts';
import type { Sealer } from './sealer.ts';

/** Duration of a session regardless of activity: one shift. */
export const sessionSeconds = 12 * 3600;
/** Time that a replica caches a session: the delay until it notices a sign-out at another replica. */
const cachedMs = 10_000;
const touchedEveryMs = 60_000;
const refreshClaimMs = 30_000;
const knownMax = 10_000;

/** A person's session. */
export interface Session {
  /** Hash of the cookie's value. */
  idHash: string;
  issuer: string;
  subject: string;
  expiresAt: Date;
}

/** Sessions of people in browsers. The cookie contains a random id, the database its hash. */
export class Sessions {
  readonly #rows: SessionRows;
  readonly #issuer: Issuer;
  readonly #sealer: Sealer;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #known = new Map<string, { row: SessionRow; until: number }>();
  readonly #refreshing = new Map<string, Promise<void>>();

  constructor(rows: SessionRows, issuer: Issuer, sealer: Sealer, clock: Clock, log: Logger) {
    this.#rows = rows;
    this.#issuer = issuer;
    this.#sealer = sealer;
    this.#clock = clock;
    this.#log = log;
  }

  /** @returns the value for the cookie */
  async begin(subject: string, staffId: string | undefined, tokens: IssuerTokens): Promise<string> {
    const now = this.#clock.now();
    const id = randomBytes(32).toString('base64url');
    const idHash = hashOf(id);
    await this.#rows.add({
      idHash,
      issuer: this.#issuer.name,
      subject,
      staffId: staffId ?? null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + sessionSeconds * 1000),
      lastSeenAt: now,
      tokens: this.#sealer.seal(tokens, contextOf(idHash)),
      accessExpiresAt: accessEnd(tokens),
    });
    return id;
  }

  /** Session of a cookie; undefined if it does not exist or has ended. */
  async find(id: string): Promise<Session | undefined> {
    const idHash = hashOf(id);
    const row = await this.#row(idHash);
    if (!row) return undefined;
    this.#refreshIfDue(row);
    return { idHash: idHash.toString('base64'), issuer: row.issuer, subject: row.subject, expiresAt: row.expiresAt };
  }

  /** @returns the address for signing out at the issuer too, if it has one */
  async end(id: string): Promise<string | undefined> {
    const idHash = hashOf(id);
    this.#known.delete(idHash.toString('base64'));
    const row = await this.#rows.remove(idHash);
    return row && this.#issuer.signOutUrl();
  }

  /** Removes expired sessions. */
  prune(): Promise<number> {
    return this.#rows.prune(this.#clock.now());
  }

  /** Resolves when all refreshes in progress have finished. */
  async settled(): Promise<void> {
    await Promise.all(this.#refreshing.values());
  }

  async #row(idHash: Buffer): Promise<SessionRow | undefined> {
    const key = idHash.toString('base64');
    const now = this.#clock.now();
    const known = this.#known.get(key);
    if (known && known.until > now.getTime()) return known.row.expiresAt > now ? known.row : undefined;
    const row = await this.#rows.find(idHash, now);
    if (!row) {
      this.#known.delete(key);
      return undefined;
    }
    if (now.getTime() - row.lastSeenAt.getTime() >= touchedEveryMs) await this.#rows.touch(idHash, now);
    if (this.#known.size >= knownMax) this.#known.clear();
    this.#known.set(key, { row, until: now.getTime() + cachedMs });
    return row;
  }

  /**
   * Refreshes an expired access token of the issuer; a person dismissed there loses the session. It runs in the
   * background, so that people can work during an outage of the issuer.
   */
  #refreshIfDue({ idHash, accessExpiresAt }: SessionRow): void {
    const key = idHash.toString('base64');
    if (!accessExpiresAt || accessExpiresAt > this.#clock.now() || this.#refreshing.has(key)) return;
    const refreshing = Promise.allSettled([this.#refresh(idHash)]).then(([result]) => {
      this.#refreshing.delete(key);
      if (result.status === 'rejected')
        this.#log.warn(
          { err: result.reason as unknown },
          'gateway: refreshing a session at the issuer failed, the session stays valid; retrying with a request after 30 s',
        );
    });
    this.#refreshing.set(key, refreshing);
  }

  async #refresh(idHash: Buffer): Promise<void> {
    const now = this.#clock.now();
    const sealed = await this.#rows.claimRefresh(idHash, now, new Date(now.getTime() + refreshClaimMs));
    const tokens = sealed && this.#sealer.open<IssuerTokens>(sealed, contextOf(idHash));
    if (!tokens?.refreshToken) return;
    const fresh = await this.#issuer.refresh({ ...tokens, refreshToken: tokens.refreshToken }, now);
    if (fresh) await this.#rows.keepTokens(idHash, this.#sealer.seal(fresh, contextOf(idHash)), accessEnd(fresh));
    else await this.#rows.remove(idHash);
    this.#known.delete(idHash.toString('base64'));
  }
}

/** Null without a refresh token: the session then lasts its full duration. */
function accessEnd({ refreshToken, accessExpiresAt }: IssuerTokens): Date | null {
  return refreshToken && accessExpiresAt ? new Date(accessExpiresAt) : null;
}

function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}

function contextOf(idHash: Buffer): string {
  return `session ${idHash.toString('hex')}`;
}
