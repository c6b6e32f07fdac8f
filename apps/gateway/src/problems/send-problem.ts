import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '@waystation/call';
import type { Logger } from 'pino';
import { prefersPage } from '../pages/accepts.ts';
import { problemPage } from '../pages/problem-page.ts';
import { shownTo } from '../pages/shown-to.ts';
import { isDefect, problemAnswer } from './problems.ts';

/** Answers a request with its error, and logs the error if it is a defect. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const incidentId = randomUUID();
  const answer = problemAnswer(error, languageFor(request), incidentId);
  if (isDefect(answer))
    log.error(
      { err: error, incident: answer.problem.metadata?.['incident'] },
      'gateway: a request failed because of a defect',
    );
  reply.reason = answer.problem.reason;
  void reply.code(answer.problem.status).headers(answer.headers).header('vary', 'accept, accept-language');
  if (isSafe(request) && prefersPage(request.headers))
    void reply.type('text/html; charset=utf-8').send(problemPage(answer.problem, shownTo(request)));
  else void reply.header('content-type', 'application/problem+json').send(JSON.stringify(answer.problem));
}

/** Language chosen on the page, or by the header for programs. */
function languageFor(request: FastifyRequest): string {
  return prefersPage(request.headers) ? shownTo(request).language : languageOf(request.headers['accept-language']);
}

/** True if the browser navigates to the address, rather than a script calling it. */
function isSafe({ method, url }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD' || url.startsWith('/sign-out');
}

declare module 'fastify' {
  interface FastifyReply {
    /** Reason of the refusal, for the access log. */
    reason?: string;
  }
}
