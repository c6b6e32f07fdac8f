import type { FastifyRequest } from 'fastify';
import { NotSignedIn, type Clock } from '@waystation/model';
import { HttpRefusal } from '../http/http-refusal.ts';
import type { Cookies } from './cookies.ts';
import type { Issuer } from './issuer.ts';
import type { Session, Sessions } from './sessions.ts';

/** Sender of a request. */
export interface SessionUser {
  /** Identifies the session or access token without revealing it. */
  key: string;
  issuer: string;
  subject: string;
  /** Undefined for an API client with an access token. */
  session?: Session;
}

const safe = ['GET', 'HEAD', 'OPTIONS'];

/** Identifies the sender of a request: a browser by its cookie, an API client by the issuer's access token. */
export class Callers {
  readonly #sessions: Sessions;
  readonly #issuer: Issuer;
  readonly #cookies: Cookies;
  readonly #origin: string;
  readonly #clock: Clock;

  constructor(sessions: Sessions, issuer: Issuer, cookies: Cookies, publicUrl: URL, clock: Clock) {
    this.#sessions = sessions;
    this.#issuer = issuer;
    this.#cookies = cookies;
    this.#origin = publicUrl.origin;
    this.#clock = clock;
  }

  /** @throws NotSignedIn; HttpRefusal for a request sent by a page of another site */
  async identify(request: FastifyRequest): Promise<SessionUser> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.#byToken(authorization);
    const session = await this.#bySession(request);
    this.checkOrigin(request);
    return { key: session.idHash, issuer: session.issuer, subject: session.subject, session };
  }

  /**
   * Checks that a request that changes data comes from a page of this site, since browsers send the cookie with requests
   * of any page.
   *
   * @throws HttpRefusal otherwise
   */
  checkOrigin({ method, headers }: FastifyRequest): void {
    if (!safe.includes(method) && headers.origin !== this.#origin) throw new HttpRefusal(403, 'ORIGIN_NOT_ALLOWED');
  }

  async #byToken(authorization: string): Promise<SessionUser> {
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
    if (!token) throw new NotSignedIn('TOKEN_NOT_VALID');
    const { subject, hash } = await this.#issuer.verify(token, this.#clock.now());
    return { key: hash, issuer: this.#issuer.name, subject };
  }

  async #bySession(request: FastifyRequest): Promise<Session> {
    const id = this.#cookies.session(request);
    if (!id) throw new NotSignedIn('TOKEN_MISSING');
    const session = await this.#sessions.find(id);
    if (!session) throw new NotSignedIn('SESSION_ENDED');
    return session;
  }
}
