import type { Metadata } from '@grpc/grpc-js';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { RpcException } from '@nestjs/microservices';
import type { DueTimer } from '@waystation/events';
import { DomainError } from '@waystation/model';
import { Database } from '@waystation/store';
import { CommandRun } from './command-run.ts';
import { callScope } from './deadline.ts';
import type { ClassOf, QueryClass, UseCaseClass } from './decorators.ts';
import { toGrpcAnswer } from './grpc-status.ts';
import { OutcomeWriter } from './outcome-writer.ts';
import { QueryRun } from './query-run.ts';
import { namesOf, ReactionRun, type Arrival } from './reaction-run.ts';
import { RUNNER_OPTIONS, RunnerContext, type Caller, type RunnerOptions } from './runner-context.ts';
import { refusalFor } from './refusal-for.ts';
import { languageOf } from './texts.ts';
import { TimerRun, type TimedStep } from './timer-run.ts';

/** Runs every step, query, reaction and timer of a service. docs/architecture.md shows what happens in which order. */
@Injectable()
export class Runner {
  readonly #context: RunnerContext;
  readonly #outcomes: OutcomeWriter;

  constructor(modules: ModuleRef, database: Database, @Inject(RUNNER_OPTIONS) options: RunnerOptions) {
    const context = new RunnerContext(modules, database, options);
    this.#context = context;
    this.#outcomes = new OutcomeWriter(context);
  }

  /** A step, as an rpc. Refusals leave as gRPC status with details. */
  run<Request extends object, Response>(
    step: ClassOf<UseCaseClass<Request, Response, never>>,
    request: Request,
    metadata: Metadata,
  ): Promise<Response> {
    return this.#answer(step.name, metadata, (caller) => this.execute(step, request, caller));
  }

  /** A query, as an rpc. */
  ask<Request extends object, Response>(
    query: ClassOf<QueryClass<Request, Response>>,
    request: Request,
    metadata: Metadata,
  ): Promise<Response> {
    return this.#answer(query.name, metadata, (caller) => this.query(query, request, caller));
  }

  async #answer<Response>(
    name: string,
    metadata: Metadata,
    run: (caller: Caller) => Promise<Response>,
  ): Promise<Response> {
    const scope = callScope();
    const header = (key: string) => metadata.get(key)[0]?.toString();
    const language = languageOf(header('accept-language'));
    const { tokens, clock, log, texts } = this.#context.options;
    const incidentId = this.#context.newId();
    try {
      const token = header('authorization')?.replace(/^Bearer /i, '');
      return await run({
        actor: await tokens.verify(token, clock.now()),
        service: header('waystation-caller'),
        idempotencyKey: header('idempotency-key'),
        validateOnly: header('validate-only') === 'true',
        passedOn: { token, language, deadline: scope.deadline, signal: scope.signal },
      });
    } catch (error) {
      const known = refusalFor(error, this.#context.database);
      if (!(known instanceof DomainError)) log(error, { name, incidentId });
      throw new RpcException(toGrpcAnswer(known, texts, language, incidentId));
    }
  }

  /**
   * Makes a step: admission, validation, `ask`, `execute`, the standard's modes, one transaction, reruns.
   *
   * @throws DomainError with all that is missing; anything else is a defect
   */
  execute<Request extends object, Response>(
    step: ClassOf<UseCaseClass<Request, Response, never>>,
    request: Request,
    caller: Caller,
  ): Promise<Response> {
    return this.#context.reported(step.name, async (report) =>
      new CommandRun(this.#context, this.#outcomes, step, request, caller, report).answer(),
    );
  }

  /** Asks a query. @throws DomainError when the caller may not ask it, or the request is invalid */
  query<Request extends object, Response>(
    query: ClassOf<QueryClass<Request, Response>>,
    request: Request,
    caller: Caller,
  ): Promise<Response> {
    return this.#context.reported(query.name, async (report) =>
      new QueryRun(this.#context, query, request, caller, report).answer(),
    );
  }

  /**
   * Reacts to events of different keys in one transaction: all reactions to each event, and the cursor of its key. An event
   * that was consumed before does nothing.
   *
   * @throws KeyParked when a key is parked, or the error of a reaction; nothing is kept then
   */
  react(arrivals: readonly Arrival[]): Promise<void> {
    const name = arrivals.length === 1 ? namesOf(arrivals[0]!.reactions) : 'reactions';
    return this.#context.reported(name, (report) =>
      new ReactionRun(this.#context, this.#outcomes, report).consume(arrivals),
    );
  }

  /** Makes the step of a timer that is due, and removes the timer, in one transaction. */
  fire(timer: DueTimer, step: ClassOf<TimedStep>): Promise<void> {
    return this.#context.reported(timer.step, async (report) =>
      new TimerRun(this.#context, this.#outcomes, timer, step, report).fire(),
    );
  }
}
