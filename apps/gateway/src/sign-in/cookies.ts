import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionSeconds } from './sessions.ts';
import { signInSeconds } from './pending-sign-ins.ts';

/** Cookies of the gateway. Browsers send them to every port of a host, so their names contain the port. */
export class Cookies {
  readonly #session: string;
  readonly #pending: string;
  readonly #isSecure: boolean;

  constructor(publicUrl: URL) {
    this.#isSecure = publicUrl.protocol === 'https:';
    this.#session = `waystation_${publicUrl.port || (this.#isSecure ? '443' : '80')}`;
    this.#pending = `${this.#session}_sign_in`;
  }

  session(request: FastifyRequest): string | undefined {
    return request.cookies[this.#session];
  }

  pending(request: FastifyRequest): string | undefined {
    return request.cookies[this.#pending];
  }

  /** @param value undefined deletes the cookie */
  setSession(reply: FastifyReply, value: string | undefined): void {
    this.#set(reply, this.#session, value, { path: '/', maxAge: sessionSeconds });
  }

  /** @param value undefined deletes the cookie */
  setPending(reply: FastifyReply, value: string | undefined): void {
    this.#set(reply, this.#pending, value, { path: '/auth', maxAge: signInSeconds });
  }

  #set(reply: FastifyReply, name: string, value: string | undefined, options: CookieSerializeOptions): void {
    const all = { ...options, httpOnly: true, sameSite: 'lax', secure: this.#isSecure } as const;
    if (value === undefined) void reply.clearCookie(name, { ...all, maxAge: undefined });
    else void reply.setCookie(name, value, all);
  }
}
