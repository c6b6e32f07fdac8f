import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '@waystation/call';
import type { Logger } from 'pino';
import { wantsPage } from '../pages/accepts.ts';
import { problemPage } from '../pages/problem-page.ts';
import { shownTo } from '../pages/shown-to.ts';
import { isDefect, problemAnswer } from './problems.ts';

/** Answers a request with what became of it, and logs what is a defect, once. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const incidentId = randomUUID();
  const answer = problemAnswer(error, languageFor(request), incidentId);
  if (isDefect(answer)) log.error({ err: error, incident: answer.problem.metadata?.['incident'] }, 'a request failed');
  reply.reason = answer.problem.reason;
  void reply.code(answer.problem.status).headers(answer.headers).header('vary', 'accept, accept-language');
  if (isSafe(request) && wantsPage(request.headers))
    void reply.type('text/html; charset=utf-8').send(problemPage(answer.problem, shownTo(request)));
  else void reply.header('content-type', 'application/problem+json').send(JSON.stringify(answer.problem));
}

/** A page speaks the language that its reader chose there; programs have the header alone. */
function languageFor(request: FastifyRequest): string {
  return wantsPage(request.headers) ? shownTo(request).language : languageOf(request.headers['accept-language']);
}

/** What a browser shows as a page is what it was led to, not what a script of it sent. */
function isSafe({ method, url }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD' || url.startsWith('/sign-out');
}

declare module 'fastify' {
  interface FastifyReply {
    /** Why the request was refused, for the access log. */
    reason?: string;
  }
}
