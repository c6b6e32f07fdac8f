import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { Catch, type ArgumentsHost, type RpcExceptionFilter } from '@nestjs/common';
import { DomainError } from '@waystation/model';
import { from, mergeMap, throwError, type Observable } from 'rxjs';
import { languageOfCall } from './caller-guard.ts';
import { RunnerContext } from './runner-context.ts';

/** Answers a refusal as gRPC status with details in the caller's language, and a defect with the incident id of its log entry. */
@Catch()
export class RefusalFilter implements RpcExceptionFilter<unknown, never> {
  readonly #context: RunnerContext;

  constructor(context: RunnerContext) {
    this.#context = context;
  }

  catch(error: unknown, host: ArgumentsHost): Observable<never> {
    const { log } = this.#context.options;
    const [, metadata, call] = host.getArgs<[unknown, Metadata, ServerUnaryCall<unknown, unknown>]>();
    const incidentId = this.#context.newId();
    if (!(error instanceof DomainError)) log(error, { name: call.getPath().split('/').pop()!, incidentId });
    const answer = this.#context.answerOf(error, languageOfCall(metadata), incidentId);
    return from(answer).pipe(mergeMap((status) => throwError(() => status)));
  }
}
