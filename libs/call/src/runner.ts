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

/** Runs every step, query, reaction and timer of a service. docs/architecture.md shows what happens in which order. */
@Injectable()
export class Runner {
  readonly #context: RunnerContext;
  readonly #outcomes: OutcomeWriter;

  constructor(context: RunnerContext) {
    this.#context = context;
    this.#outcomes = new OutcomeWriter(context);
  }

  /** A refusal or a defect in the reader's language, with names for its codes. @param incidentId names a defect in answer and log */
  answerOf(error: unknown, language: 'en' | 'zh', incidentId: string): Promise<GrpcAnswer> {
    return this.#context.answerOf(error, language, incidentId);
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
