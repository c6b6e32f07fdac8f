import type { DueTimer } from '@waystation/events';
import { CommandScope, crashPoint, type Transaction } from '@waystation/store';
import { decide } from './apply-standard.ts';
import type { ClassOf, UseCaseClass } from './decorators.ts';
import { inTransaction } from './in-transaction.ts';
import { count, type OutcomeWriter } from './outcome-writer.ts';
import { retried } from './reruns.ts';
import type { Caller, RunnerContext, RunReport } from './runner-context.ts';
import { removeTimer } from './timer-sql.ts';

/** A step that a timer starts. */
export type TimedStep = UseCaseClass<{ stationId: string; subjectId: string }, unknown, never>;

/** Runs the step of a due timer and removes the timer, in one transaction. */
export class TimerRun {
  readonly #context: RunnerContext;
  readonly #outcomes: OutcomeWriter;
  readonly #timer: DueTimer;
  readonly #step: TimedStep;
  readonly #caller: Caller;
  readonly #report: RunReport;

  constructor(
    context: RunnerContext,
    outcomes: OutcomeWriter,
    timer: DueTimer,
    step: ClassOf<TimedStep>,
    report: RunReport,
  ) {
    this.#context = context;
    this.#outcomes = outcomes;
    this.#timer = timer;
    this.#step = context.get(step);
    this.#caller = { actor: context.system(timer.stationId), causationId: timer.id };
    this.#report = report;
  }

  fire(): Promise<void> {
    const { database } = this.#context;
    return retried(database, this.#report, undefined, () =>
      inTransaction(database, this.#report, (transaction) => this.#attempt(transaction)),
    );
  }

  async #attempt(transaction: Transaction): Promise<void> {
    const { stationId, subjectId, step } = this.#timer;
    const call = this.#context.call(step, this.#caller, stationId);
    const scope = new CommandScope(transaction, stationId);
    const { outcome } = await decide(scope, this.#context, () =>
      this.#step.execute({ stationId, subjectId }, call, undefined as never),
    );
    const context = this.#context.context(this.#caller.actor, { stationId, role: undefined }, this.#caller);
    const outcomes = this.#outcomes.of(outcome, context, undefined, step, call.now);
    const statements = [...scope.writes(), removeTimer(this.#timer), ...outcomes];
    await transaction.commit([{ station: stationId, statements }]);
    count(this.#report, outcome);
    crashPoint('timer.committed');
  }
}
