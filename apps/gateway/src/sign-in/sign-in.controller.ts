import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@waystation/model';
import { HttpRefusal } from '../http/http-refusal.ts';
import { queryOf } from '../http/query-of.ts';
import { clockToken, peopleToken } from '../tokens.ts';
import { PendingSignIns, signInSeconds } from './pending-sign-ins.ts';
import { Cookies } from './cookies.ts';
import { Issuer } from './issuer.ts';
import type { People } from './people.ts';
import { returnPath } from './return-to.ts';
import { Sessions } from './sessions.ts';
import { Callers } from './session-user.ts';

/** Signs browsers in and out. Tokens stay in the gateway; the browser gets a session id. */
@Controller('auth')
export class SignInController {
  constructor(
    private readonly issuer: Issuer,
    private readonly pendingSignIns: PendingSignIns,
    private readonly sessions: Sessions,
    private readonly callers: Callers,
    private readonly cookies: Cookies,
    @Inject(peopleToken) private readonly people: People,
    @Inject(clockToken) private readonly clock: Clock,
  ) {}

  /** Starts a sign-in; `?returnTo=` is the path to open afterwards. */
  @Get('sign-in')
  async signIn(
    @Req() request: FastifyRequest<{ Querystring: { returnTo?: unknown } }>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { url, expected } = await this.issuer.begin();
    const now = this.clock.now();
    const pending = {
      ...expected,
      returnTo: returnPath(request.query.returnTo),
      expiresAt: now.getTime() + signInSeconds * 1000,
    };
    this.cookies.setPending(reply, this.pendingSignIns.add(this.cookies.pending(request), pending, now));
    await reply.redirect(url.href, 303);
  }

  /** Completes a sign-in when the browser returns from the issuer. */
  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const now = this.clock.now();
    const query = queryOf(request.url);
    const taken = this.pendingSignIns.take(this.cookies.pending(request), query.get('state') ?? '', now);
    if (!taken) throw new HttpRefusal(400, 'SIGN_IN_NOT_STARTED');
    this.cookies.setPending(reply, taken.rest);
    const { subject, tokens } = await this.issuer.finish(query, taken.pending, now);
    const before = this.cookies.session(request);
    if (before) await this.sessions.end(before);
    const { staffId, displayName } = await this.people.personOf(this.issuer.name, subject);
    const id = await this.sessions.begin(subject, displayName === undefined ? undefined : staffId, tokens);
    this.cookies.setSession(reply, id);
    await reply.redirect(taken.pending.returnTo, 303);
  }

  /** Ends the session and answers the address for signing out at the issuer too. Can be repeated. */
  @Post('sign-out')
  @HttpCode(200)
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.callers.checkOrigin(request);
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      throw new HttpRefusal(415, 'JSON_BODY_REQUIRED');
    const id = this.cookies.session(request);
    const signOutUrl = id && (await this.sessions.end(id));
    this.cookies.setSession(reply, undefined);
    await reply.send({ signOutUrl: signOutUrl || null });
  }

  /** Answers the signed-in person with their roles by place, for pages. */
  @Get('me')
  async me(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { issuer, subject, session } = await this.callers.identify(request);
    const person = await this.people.personOf(issuer, subject);
    await reply.send({ ...person, displayName: person.displayName ?? subject, expiresAt: session?.expiresAt ?? null });
  }
}
