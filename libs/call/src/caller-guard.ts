import type { Metadata } from '@grpc/grpc-js';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { callScope } from './deadline.ts';
import { RunnerContext, type Caller } from './runner-context.ts';
import { languageOf } from './texts.ts';

const callers = new WeakMap<Metadata, Caller>();

/**
 * Authenticates a gRPC call by its internal token, and makes its headers the `Caller` of the run.
 *
 * Permission is checked later, by `admit` in the run, so that it also covers calls within this process, precedes the
 * validation of the request (ADR 6), and its refusals are traced and counted as runs.
 */
@Injectable()
export class CallerGuard implements CanActivate {
  readonly #context: RunnerContext;

  constructor(context: RunnerContext) {
    this.#context = context;
  }

  /** @throws NotSignedIn without a valid token */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const metadata = context.switchToRpc().getContext<Metadata>();
    const scope = callScope(); // before anything is awaited
    const { tokens, clock } = this.#context.options;
    const token = headerOf(metadata, 'authorization')?.replace(/^Bearer /i, '');
    callers.set(metadata, {
      actor: await tokens.verify(token, clock.now()),
      service: headerOf(metadata, 'waystation-caller'),
      idempotencyKey: headerOf(metadata, 'idempotency-key'),
      validateOnly: headerOf(metadata, 'validate-only') === 'true',
      passedOn: { token, language: languageOfCall(metadata), deadline: scope.deadline, signal: scope.signal },
    });
    return true;
  }
}

/** The caller of a gRPC call. @throws Error if the controller has no `CallerGuard` */
export function callerOf(metadata: Metadata): Caller {
  const caller = callers.get(metadata);
  if (!caller) throw new Error('the controller has no CallerGuard');
  return caller;
}

/** Language for the answer to a gRPC call. */
export function languageOfCall(metadata: Metadata): string {
  return languageOf(headerOf(metadata, 'accept-language'));
}

function headerOf(metadata: Metadata, name: string): string | undefined {
  return metadata.get(name)[0]?.toString();
}
