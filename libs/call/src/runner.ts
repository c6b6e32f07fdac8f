import { Injectable } from '@nestjs/common';
import type { DueTimer } from '@waystation/events';
import { CommandRun } from './command-run.ts';
import type { ClassOf, QueryClass, UseCaseClass } from './decorators.ts';
import { OutcomeWriter } from './outcome-writer.ts';
import { QueryRun } from './query-run.ts';
import type { GrpcAnswer } from './grpc-status.ts';
import { namesOf, ReactionRun, type Arrival } from './reaction-run.ts';
import { RunnerContext, type Caller } from './runner-context.ts';
import { TimerRun, type TimedStep } from './timer-run.ts';

/** Runs every step, query, reaction and timer of a service, in the order shown in docs/architecture.md. */
@Injectable()
export class Runner {
  readonly #context: RunnerContext;
  readonly #outcomes: OutcomeWriter;

  constructor(context: RunnerContext) {
    this.#context = context;
    this.#outcomes = new OutcomeWriter(context);
  }

  /** Answer for a refusal or a defect, in the reader's language. @param incidentId identifies a defect in answer and log */
  answerOf(error: unknown, language: 'en' | 'zh', incidentId: string): Promise<GrpcAnswer> {
    return this.#context.answerOf(error, language, incidentId);
  }

  /**
   * Runs a step: admission, validation, `ask`, `execute`, the standard's modes, one transaction, reruns.
   *
   * @throws DomainError with everything that is missing; any other error is a defect
   */
  execute<Request extends object, Response>(
    step: ClassOf<UseCaseClass<Request, Response, never>>,
    request: Request,
    caller: Caller,
  ): Promise<Response> {
    return this.#context.reported({ kind: 'step', name: step.name }, async (report) =>
      new CommandRun(this.#context, this.#outcomes, step, request, caller, report).answer(),
    );
  }

  /** Runs a query. @throws DomainError if the caller may not ask it or the request is invalid */
  query<Request extends object, Response>(
    query: ClassOf<QueryClass<Request, Response>>,
    request: Request,
    caller: Caller,
  ): Promise<Response> {
    return this.#context.reported({ kind: 'query', name: query.name }, async (report) =>
      new QueryRun(this.#context, query, request, caller, report).answer(),
    );
  }

  /**
   * Runs all reactions to events of different keys and advances the cursors of the keys, in one transaction. Skips events
   * that were consumed before.
   *
   * @throws KeyParked if a key is parked, or the error of a reaction; the transaction is rolled back then
   */
  react(arrivals: readonly Arrival[]): Promise<void> {
    const name = arrivals.length === 1 ? namesOf(arrivals[0]!.reactions) : 'reactions';
    const reactions = arrivals.flatMap((arrival) => arrival.reactions.map((reaction) => reaction.name));
    return this.#context.reported({ kind: 'reaction', name, reactions }, (report) =>
      new ReactionRun(this.#context, this.#outcomes, report).consume(arrivals),
    );
  }

  /** Runs the step of a due timer and removes the timer, in one transaction. */
  fire(timer: DueTimer, step: ClassOf<TimedStep>): Promise<void> {
    return this.#context.reported({ kind: 'timer', name: timer.step }, async (report) =>
      new TimerRun(this.#context, this.#outcomes, timer, step, report).fire(),
    );
  }
}
