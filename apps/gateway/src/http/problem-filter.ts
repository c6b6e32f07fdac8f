import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { sendProblem } from '../problems/send-problem.ts';
import { logToken } from '../tokens.ts';

/** Answers errors of controllers and unknown addresses in the same way as the API. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(logToken) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.log);
  }
}
