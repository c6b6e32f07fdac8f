import type { Metadata } from '@grpc/grpc-js';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { RpcException } from '@nestjs/microservices';
import { codecOf, KeyParked, type ArrivedEvent, type DueTimer } from '@waystation/events';
import { DomainError, Unavailable } from '@waystation/model';
import {
  crashPoint,
  Database,
  inScope,
  reading,
  Transaction,
  CommandScope,
  type Part,
  type Statement,
} from '@waystation/store';
import { admit, type Admission } from './access.ts';
import type { RpcContract } from './contract.ts';
import { callScope } from './deadline.ts';
import { factsOf } from './facts.ts';
import { OutcomeWriter } from './outcome-writer.ts';
import { choosesCodes, mustBeListed } from './code-lists.ts';
import { toGrpcAnswer, type GrpcAnswer } from './grpc-status.ts';
import { applyStandard, type Outcome } from './journal.ts';
import { findKey, judgeKey, keepKey, Replay, requestKey, type RequestKey } from './request-key.ts';
import { refusalFor, retried } from './reruns.ts';
import type { ClassOf, QueryClass, ReactionClass, UseCaseClass } from './decorators.ts';
import { happenedAtOf, RunnerContext, type Caller, type RunnerOptions, type RunReport } from './runner-context.ts';
import { taken } from './taken.ts';
import { languageOf } from './texts.ts';
import { inSpan } from './tracing.ts';

/** One request of a step, as far as it is the same however often it is tried. */
interface StepRun<Request, Response> {
  useCase: UseCaseClass<Request, Response, unknown>;
  request: Request;
  caller: Caller;
  admission: Admission;
  contract: RpcContract;
  key: RequestKey | undefined;
  report: RunReport;
}

/** Thrown to a reaction's loads when its event was consumed before. Never leaves the runner. */
class AlreadyConsumed extends Error {}

/** Runs every step, query, reaction and timer of a service. What it does in which order stands in docs/architecture.md. */
@Injectable()
export class Runner {
  readonly #modules: ModuleRef;
  readonly #here: RunnerContext;
  readonly #outcomes: OutcomeWriter;

  constructor(modules: ModuleRef, database: Database, @Inject('RUNNER_OPTIONS') options: RunnerOptions) {
    this.#modules = modules;
    this.#here = new RunnerContext(options, database);
    this.#outcomes = new OutcomeWriter(this.#here);
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
    const incidentId = this.#here.newId();
    try {
      const token = header('authorization')?.replace(/^Bearer /i, '');
      const actor = await this.#here.options.tokens.verify(token, this.#here.options.clock.now());
      return await run({
        actor,
        service: header('waystation-caller'),
        idempotencyKey: header('idempotency-key'),
        validateOnly: header('validate-only') === 'true',
        passedOn: { token, language, deadline: scope.deadline, signal: scope.signal },
      });
    } catch (error) {
      const known = refusalFor(error, this.#here.database);
      if (!(known instanceof DomainError)) this.#here.options.log(error, { name, incidentId });
      throw new RpcException(await this.answerOf(known, language, incidentId));
    }
  }

  /** A refusal or a defect in the reader's language, with the names of the codes that it speaks of. */
  async answerOf(error: unknown, language: 'en' | 'zh', incidentId: string): Promise<GrpcAnswer> {
    const names = await this.#here.namesFor(error, incidentId);
    return toGrpcAnswer(error, this.#here.options.texts, language, incidentId, names);
  }

  /**
   * Makes a step: roles, validation, `ask`, `execute`, the standard's modes, one transaction, reruns.
   *
   * @throws DomainError with all that is missing; anything else is a defect
   */
  execute<Request extends object, Response>(
    step: ClassOf<UseCaseClass<Request, Response, never>>,
    sent: Request,
    caller: Caller,
  ): Promise<Response> {
    return this.#here.reported(step.name, async (report) => {
      const contract = this.#here.contract(step.name);
      const admission = admit(contract.access, caller.actor, sent as { stationId?: unknown }, caller.service);
      const { request, bytes } = taken(contract, sent, this.#here.options.clock.now());
      const useCase = this.#modules.get(step, { strict: false }) as UseCaseClass<Request, Response, unknown>;
      const key =
        caller.idempotencyKey !== undefined && !caller.validateOnly
          ? requestKey(admission.stationId, caller.idempotencyKey, contract.rpc, caller.actor.id, bytes)
          : undefined;
      const run: StepRun<Request, Response> = { useCase, request, caller, admission, contract, key, report };
      try {
        const asked = await retried(this.#here.database, report, key, () => this.#asked(run));
        return await retried(this.#here.database, report, key, () => this.#once(run, asked));
      } catch (error) {
        if (!(error instanceof Replay)) throw error;
        report.outcome = 'replayed';
        return contract.codec.responseDeserialize(error.answer) as Response;
      }
    });
  }

  /** Asks a query, under the row level security of the caller's station. */
  query<Request extends object, Response>(
    query: ClassOf<QueryClass<Request, Response>>,
    sent: Request,
    caller: Caller,
  ): Promise<Response> {
    return this.#here.reported(query.name, async (report) => {
      const contract = this.#here.contract(query.name);
      const admission = admit(contract.access, caller.actor, sent as { stationId?: unknown }, caller.service);
      const { stationId } = admission;
      const { request } = taken(contract, sent, this.#here.options.clock.now());
      const asked = this.#modules.get(query, { strict: false }) as QueryClass<Request, Response>;
      const call = this.#here.call(contract.rpc, caller, stationId);
      const { answer, roundTrips } = await reading(this.#here.database, stationId, () => asked.execute(request, call));
      report.roundTrips += roundTrips;
      return admission.isForFacts ? (factsOf(contract, answer as object) as Response) : answer;
    });
  }

  /**
   * What a service does about events, of different keys, in one transaction: all reactions of each, and how far its key
   * has been consumed. An event that was consumed before does nothing.
   *
   * @throws whatever one of them throws; nothing of any is kept then. KeyParked when a key is parked
   */
  react(arrivals: readonly { event: ArrivedEvent; reactions: readonly ClassOf<ReactionClass>[] }[]): Promise<void> {
    return this.#here.reported(
      arrivals.length === 1 ? arrivals[0]!.reactions.map(({ name }) => name).join('+') : 'reactions',
      async (report) => {
        const transaction = new Transaction(this.#here.database);
        try {
          const parts = await Promise.all(
            arrivals.map(({ event, reactions }) => this.#react(transaction, event, reactions)),
          );
          crashPoint('consumer.loaded');
          await transaction.commit(parts.filter((part) => part !== undefined));
          crashPoint('consumer.committed');
        } finally {
          report.roundTrips += transaction.roundTrips;
          await transaction.abandon();
        }
      },
    );
  }

  #react(
    transaction: Transaction,
    event: ArrivedEvent,
    reactions: readonly ClassOf<ReactionClass>[],
  ): Promise<Part | undefined> {
    const names = reactions.map(({ name }) => name).join('+');
    return inSpan(`${this.#here.options.service}.${names}`, event.traceparent, async () => {
      const actor = this.#here.system(event.stationId);
      const caller: Caller = { actor, causationId: event.eventId };
      const work = new CommandScope(transaction, event.stationId, {
        statement: {
          text: 'select seq, parked from consumer_cursor where topic = $1 and key = $2',
          values: [event.topic, event.key],
        },
        judge: (rows) => judgeCursor(rows as never, event),
      });
      const message = codecOf(event.type).fromJSON(event.value);
      try {
        await Promise.all(
          reactions.map((reaction) => {
            const call = this.#here.call(
              reaction.name,
              caller,
              event.stationId,
              event.occurredAt,
              event.standardVersion,
            );
            const reacting = this.#modules.get(reaction, { strict: false }) as ReactionClass<object>;
            return inScope(work, () => reacting.execute(message, call));
          }),
        );
        const unasked = work.takePiggyback(); // nothing was loaded
        if (unasked) unasked.judge(await work.query(unasked.statement));
      } catch (error) {
        if (error instanceof AlreadyConsumed) return undefined;
        throw transaction.error ?? error;
      }
      const outcome = await applyStandard(work, this.#here.standards, undefined);
      const context = this.#here.context(actor, { stationId: event.stationId, role: undefined }, caller, event);
      const outcomes = this.#outcomes.of(outcome, context, undefined, names, event.occurredAt);
      return { station: event.stationId, statements: [...work.writes(), ...outcomes, advanceCursor(event)] };
    });
  }

  /** Makes the step of a timer that is due, and takes the timer off, in one transaction. */
  fire(
    timer: DueTimer,
    step: ClassOf<UseCaseClass<{ stationId: string; subjectId: string }, unknown, never>>,
  ): Promise<void> {
    return this.#here.reported(timer.step, async (report) => {
      const actor = this.#here.system(timer.stationId);
      const caller: Caller = { actor, causationId: timer.id };
      const call = this.#here.call(timer.step, caller, timer.stationId);
      const useCase = this.#modules.get(step, { strict: false }) as UseCaseClass<object, unknown, unknown>;
      const context = this.#here.context(actor, { stationId: timer.stationId, role: undefined }, caller);
      const takeOff = {
        text:
          'with hit as (delete from timer where station_id = $1 and step = $2 and subject_id = $3 and id = $4 returning 1) ' +
          "select must_change((select count(*) from hit), 1, 'timer')",
        values: [timer.stationId, timer.step, timer.subjectId, timer.id],
      };
      await retried(this.#here.database, report, undefined, async () => {
        const transaction = new Transaction(this.#here.database);
        try {
          const work = new CommandScope(transaction, timer.stationId);
          const request = { stationId: timer.stationId, subjectId: timer.subjectId };
          const { outcome } = await this.#decide(work, () =>
            useCase.execute(request as never, call, undefined as never),
          );
          const statements = [
            ...work.writes(),
            takeOff,
            ...this.#outcomes.of(outcome, context, undefined, timer.step, call.now),
          ];
          await transaction.commit([{ station: timer.stationId, statements }]);
          crashPoint('timer.committed');
        } finally {
          report.roundTrips += transaction.roundTrips;
          await transaction.abandon();
        }
      });
    });
  }

  async #asked<Request>({
    useCase,
    request,
    caller,
    admission,
    contract,
    key,
    report,
  }: StepRun<Request, unknown>): Promise<unknown> {
    if (!useCase.ask) return undefined;
    if (key) {
      report.roundTrips += 1;
      judgeKey(key, (await this.#here.database.readOnce(key.stationId, [findKey(key)]))[0]!);
    }
    const call = this.#here.call(contract.rpc, caller, admission.stationId);
    const { answer, roundTrips } = await reading(this.#here.database, admission.stationId, () =>
      useCase.ask!(request, call),
    );
    report.roundTrips += roundTrips;
    return answer;
  }

  async #once<Request, Response>(run: StepRun<Request, Response>, asked: unknown): Promise<Response> {
    const { useCase, request, caller, admission, contract, key, report } = run;
    const { happenedAt } = request as { happenedAt?: Date };
    // Here, where a repeat is told the answer of the first time, however late it comes.
    const at = happenedAtOf(contract.step, happenedAt, this.#here.options.clock.now());
    const call = this.#here.call(contract.rpc, caller, admission.stationId, at);
    throwIfGone(call.passedOn.signal);
    const station = admission.stationId;
    const transaction = new Transaction(this.#here.database);
    const work = new CommandScope(
      transaction,
      station,
      key && { statement: findKey(key), judge: (rows) => judgeKey(key, rows) },
    );
    try {
      const execute = () => useCase.execute(request, call, asked);
      const { response, outcome } = await this.#decide(work, () =>
        choosesCodes(contract) ? withListedCodes(contract, request as object, work, execute) : execute(),
      );
      throwIfGone(call.passedOn.signal);
      if (call.validateOnly) {
        await transaction.validateOnly([{ station, statements: work.writes() }]);
        report.outcome = 'validated';
        return response;
      }
      const context = this.#here.context(caller.actor, admission, caller);
      const outcomes = this.#outcomes.of(outcome, context, contract, contract.rpc, at);
      const answer = key ? [keepKey(key, contract.codec.responseSerialize(response))] : [];
      await transaction.commit([{ station, statements: [...work.writes(), ...outcomes, ...answer] }]);
      crashPoint('runner.committed');
      return response;
    } finally {
      report.roundTrips += transaction.roundTrips;
      await transaction.abandon();
    }
  }

  /** Lets the model decide, then the standard. */
  async #decide<Response>(
    work: CommandScope,
    execute: () => Promise<Response>,
  ): Promise<{ response: Response; outcome: Outcome }> {
    let response: Response | undefined;
    let thrown: unknown;
    try {
      response = await inScope(work, execute);
    } catch (error) {
      if (!(error instanceof DomainError)) throw work.transaction.error ?? error;
      thrown = error;
    }
    crashPoint('runner.executed');
    const outcome = await applyStandard(work, this.#here.standards, thrown);
    return { response: response as Response, outcome };
  }
}

/** Looks up the codes of a request together with the first loads of its step. */
async function withListedCodes<Response>(
  contract: RpcContract,
  request: object,
  work: CommandScope,
  execute: () => Promise<Response>,
): Promise<Response> {
  const [listed, done] = await Promise.allSettled([
    mustBeListed(contract, request, (statement) => work.query(statement)),
    execute(),
  ]);
  if (listed.status === 'rejected') throw listed.reason;
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}

function judgeCursor(rows: readonly { seq: string; parked: boolean }[], event: ArrivedEvent): void {
  const cursor = rows[0];
  if (!cursor) return;
  if (cursor.parked) throw new KeyParked(`${event.topic} ${event.key} is parked`);
  if (BigInt(cursor.seq) >= event.seq) throw new AlreadyConsumed();
}

function advanceCursor({ topic, key, seq }: ArrivedEvent): Statement {
  return {
    text:
      'with hit as (insert into consumer_cursor as c (topic, key, seq) values ($1, $2, $3) ' +
      'on conflict (topic, key) do update set seq = excluded.seq, consumed_at = now() where c.seq < excluded.seq and not c.parked returning 1) ' +
      "select must_change((select count(*) from hit), 1, 'consumer_cursor')",
    values: [topic, key, seq],
  };
}

function throwIfGone(signal: AbortSignal): void {
  if (signal.aborted) throw new Unavailable('CALLER_GONE');
}
