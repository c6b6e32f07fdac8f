import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionSeconds } from './sessions.ts';
import { signInSeconds } from './begun-sign-ins.ts';

/** The gateway's cookies. Browsers send them to every port of a host, so the port stands in their names. */
export class Cookies {
  readonly #session: string;
  readonly #begun: string;
  readonly #isSecure: boolean;

  constructor(publicUrl: URL) {
    this.#isSecure = publicUrl.protocol === 'https:';
    this.#session = `waystation_${publicUrl.port || (this.#isSecure ? '443' : '80')}`;
    this.#begun = `${this.#session}_sign_in`;
  }

  session(request: FastifyRequest): string | undefined {
    return request.cookies[this.#session];
  }

  begun(request: FastifyRequest): string | undefined {
    return request.cookies[this.#begun];
  }

  /** @param value undefined takes it away */
  setSession(reply: FastifyReply, value: string | undefined): void {
    this.#set(reply, this.#session, value, { path: '/', maxAge: sessionSeconds });
  }

  /** @param value undefined takes it away */
  setBegun(reply: FastifyReply, value: string | undefined): void {
    this.#set(reply, this.#begun, value, { path: '/auth', maxAge: signInSeconds });
  }

  #set(reply: FastifyReply, name: string, value: string | undefined, options: CookieSerializeOptions): void {
    const all = { ...options, httpOnly: true, sameSite: 'lax', secure: this.#isSecure } as const;
    if (value === undefined) void reply.clearCookie(name, { ...all, maxAge: undefined });
    else void reply.setCookie(name, value, all);
  }
}
