import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '@waystation/call';
import type { Logger } from 'pino';
import { isDefect, problemAnswer } from './problems.ts';

/** Answers a request with what became of it, and logs what is a defect, once. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const incidentId = randomUUID();
  const answer = problemAnswer(error, languageOf(request.headers['accept-language']), incidentId);
  if (isDefect(answer)) log.error({ err: error, incident: answer.problem.metadata?.['incident'] }, 'a request failed');
  reply.reason = answer.problem.reason;
  void reply
    .code(answer.problem.status)
    .headers(answer.headers)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(answer.problem));
}

declare module 'fastify' {
  interface FastifyReply {
    /** Why the request was refused, for the access log. */
    reason?: string;
  }
}
