import { Unavailable } from '@waystation/model';
import { CommandScope, crashPoint, reading, type Transaction } from '@waystation/store';
import { admit, type Admission } from './access.ts';
import { decide } from './apply-standard.ts';
import { choosesCodes, mustBeListed } from './code-lists.ts';
import type { RpcContract } from './contract.ts';
import type { ClassOf, UseCaseClass } from './decorators.ts';
import { happenedAtOf } from './happened-at.ts';
import { inTransaction } from './in-transaction.ts';
import { count, type OutcomeWriter } from './outcome-writer.ts';
import { findKey, judgeKey, keepKey, Replay, requestKey, type RequestKey } from './request-key.ts';
import { retried } from './reruns.ts';
import type { Caller, RunnerContext, RunReport } from './runner-context.ts';
import { taken } from './taken.ts';

/** One command: a step that a caller requests. Its fields are shared by all attempts. */
export class CommandRun<Request extends object, Response> {
  readonly #context: RunnerContext;
  readonly #outcomes: OutcomeWriter;
  readonly #caller: Caller;
  readonly #report: RunReport;
  readonly #contract: RpcContract;
  readonly #admission: Admission;
  readonly #request: Request;
  readonly #useCase: UseCaseClass<Request, Response, unknown>;
  readonly #key: RequestKey | undefined;

  /**
   * Admits the caller, then checks the request, so that a caller who is refused learns nothing about its faults.
   *
   * @throws DomainError if the caller may not make the step or the request is invalid
   */
  constructor(
    context: RunnerContext,
    outcomes: OutcomeWriter,
    step: ClassOf<UseCaseClass<Request, Response, never>>,
    sent: Request,
    caller: Caller,
    report: RunReport,
  ) {
    const contract = context.contract(step.name);
    const admission = admit(contract.access, caller.actor, sent, caller.service);
    const { request, bytes } = taken(contract, sent, context.options.clock.now());
    this.#context = context;
    this.#outcomes = outcomes;
    this.#caller = caller;
    this.#report = report;
    this.#contract = contract;
    this.#admission = admission;
    this.#request = request;
    this.#useCase = context.get(step) as UseCaseClass<Request, Response, unknown>;
    this.#key =
      caller.idempotencyKey !== undefined && !caller.validateOnly
        ? requestKey(admission.stationId, caller.idempotencyKey, contract.rpc, caller.actor.id, bytes)
        : undefined;
  }

  /** Runs `ask`, then decides and commits; reruns each after a conflict. @throws DomainError with everything that is missing */
  async answer(): Promise<Response> {
    const { database } = this.#context;
    try {
      const asked = await retried(database, this.#report, this.#key, () => this.#ask());
      return await retried(database, this.#report, this.#key, () =>
        inTransaction(database, this.#report, (transaction) => this.#attempt(transaction, asked)),
      );
    } catch (error) {
      if (!(error instanceof Replay)) throw error;
      this.#report.outcome = 'replayed';
      return this.#contract.codec.responseDeserialize(error.answer) as Response;
    }
  }

  /** Runs the step's `ask` without a transaction; answers a repeated request before it calls anybody. */
  async #ask(): Promise<unknown> {
    const useCase = this.#useCase;
    if (!useCase.ask) return undefined;
    const { database } = this.#context;
    const { stationId } = this.#admission;
    const key = this.#key;
    if (key) {
      this.#report.roundTrips += 1;
      judgeKey(key, (await database.readOnce(key.stationId, [findKey(key)]))[0]!);
    }
    const call = this.#context.call(this.#contract.rpc, this.#caller, stationId);
    const { answer, roundTrips } = await reading(database, stationId, () => useCase.ask!(this.#request, call));
    this.#report.roundTrips += roundTrips;
    return answer;
  }

  /** Decides and commits: two round trips for a step that loads once. */
  async #attempt(transaction: Transaction, asked: unknown): Promise<Response> {
    const { stationId: station } = this.#admission;
    const { step, rpc, codec } = this.#contract;
    const key = this.#key;
    const { happenedAt } = this.#request as { happenedAt?: Date };
    // Checked within the attempt: the key is looked up before a refusal is returned, so a late repeat gets the first answer.
    const at = happenedAtOf(step, happenedAt, this.#context.options.clock.now());
    const call = this.#context.call(rpc, this.#caller, station, at);
    throwIfGone(call.passedOn.signal);
    const scope = new CommandScope(
      transaction,
      station,
      key && { statement: findKey(key), judge: (rows) => judgeKey(key, rows) },
    );
    const execute = () => this.#useCase.execute(this.#request, call, asked);
    const { response, outcome } = await decide(scope, this.#context, () =>
      choosesCodes(this.#contract) ? this.#withListedCodes(scope, execute) : execute(),
    );
    throwIfGone(call.passedOn.signal);
    if (call.validateOnly) {
      await transaction.validateOnly([{ station, statements: scope.writes() }]);
      this.#report.outcome = 'validated';
      return response;
    }
    const context = this.#context.context(this.#caller.actor, this.#admission, this.#caller);
    const outcomes = this.#outcomes.of(outcome, context, this.#contract, rpc, at);
    const answer = key ? [keepKey(key, codec.responseSerialize(response))] : [];
    await transaction.commit([{ station, statements: [...scope.writes(), ...outcomes, ...answer] }]);
    count(this.#report, outcome);
    crashPoint('runner.committed');
    return response;
  }

  /** Looks up the codes of the request together with the first loads of the step. @throws Invalid for an unlisted code */
  async #withListedCodes(scope: CommandScope, execute: () => Promise<Response>): Promise<Response> {
    const [listed, done] = await Promise.allSettled([
      mustBeListed(this.#contract, this.#request, (statement) => scope.query(statement)),
      execute(),
    ]);
    if (listed.status === 'rejected') throw listed.reason;
    if (done.status === 'rejected') throw done.reason;
    return done.value;
  }
}

function throwIfGone(signal: AbortSignal): void {
  if (signal.aborted) throw new Unavailable('CALLER_DISCONNECTED');
}
