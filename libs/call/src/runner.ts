import { createHash, getRandomValues } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { RpcException } from '@nestjs/microservices';
import {
  appendToOutbox,
  codecOf,
  KeyParked,
  sealEvent,
  topicName,
  type ArrivedEvent,
  type DueTimer,
  type EventContext,
  type SealedEvent,
} from '@waystation/events';
import { Conflict, DomainError, newId, Refused, Unavailable, type Clock } from '@waystation/model';
import {
  crashPoint,
  Database,
  inWork,
  isConnectionLost,
  isTransient,
  reading,
  sqlState,
  Trip,
  Work,
  type Part,
  type Statement,
} from '@waystation/store';
import { admit } from './access.ts';
import type { Actor, Call, PassedOn } from './call.ts';
import type { RpcContract } from './contract.ts';
import { callScope } from './deadline.ts';
import { toGrpcAnswer } from './grpc-status.ts';
import type { TokenVerifier } from './internal-token.ts';
import { applyStandard, timerStatement, useOverride, type Noted, type Outcome } from './journal.ts';
import { findKey, judgeKey, keepKey, Replay, requestKey, type RequestKey } from './request-key.ts';
import type { ClassOf, QueryClass, ReactionClass, UseCaseClass } from './roles-of-files.ts';
import { StandardModes } from './standard-modes.ts';
import { languageOf, type Words } from './texts.ts';
import { inSpan, traceparent } from './tracing.ts';
import { checkEvent, validate } from './validation.ts';
import { bytesOf } from './wire.ts';

/** What the runner needs of the service that it runs in. */
export interface RunnerOptions {
  /** `workshop`. */
  service: string;
  contracts: ReadonlyMap<string, RpcContract>;
  clock: Clock;
  tokens: TokenVerifier;
  words: Words;
  /** Told of each defect, once. */
  log: (error: unknown, about: { name: string; incidentId: string }) => void;
  /** Told of each run: for metrics, and for tests that count. */
  observe?: (run: RunReport) => void;
}

/** What became of one run. */
export interface RunReport {
  name: string;
  outcome: 'done' | 'replayed' | 'rehearsed' | 'refused' | 'failed';
  /** To the database, a rollback not counted. */
  roundTrips: number;
  reruns: number;
}

/** Who calls and how: what a request carries beside its message. */
export interface Caller {
  actor: Actor;
  /** The service that calls in the actor's name, if it is one. */
  service?: string;
  idempotencyKey?: string;
  validateOnly?: boolean;
  passedOn?: Partial<PassedOn>;
  /** The event or request that led to it. */
  causationId?: string;
}

/** Thrown to a reaction's loads when its event was consumed before. Never leaves the runner. */
class AlreadyConsumed extends Error {}

const rerunsMax = 3;

@Injectable()
export class Runner {
  readonly #modules: ModuleRef;
  readonly #database: Database;
  readonly #options: RunnerOptions;
  readonly #modes = new StandardModes();

  constructor(modules: ModuleRef, database: Database, @Inject('RUNNER_OPTIONS') options: RunnerOptions) {
    this.#modules = modules;
    this.#database = database;
    this.#options = options;
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
    const incidentId = this.#newId();
    try {
      const token = header('authorization')?.replace(/^Bearer /i, '');
      const actor = await this.#options.tokens.verify(token, this.#options.clock.now());
      return await run({
        actor,
        service: header('waystation-caller'),
        idempotencyKey: header('idempotency-key'),
        validateOnly: header('validate-only') === 'true',
        passedOn: { token, language, deadline: scope.deadline, signal: scope.signal },
      });
    } catch (error) {
      const known = refusalFor(error, this.#database);
      if (!(known instanceof DomainError)) this.#options.log(error, { name, incidentId });
      throw new RpcException(toGrpcAnswer(known, this.#options.words, language, incidentId));
    }
  }

  /**
   * Makes a step: roles, validation, `ask`, `execute`, the standard's modes, one transaction, reruns.
   *
   * @throws DomainError with all that is missing; anything else is a defect
   */
  execute<Request extends object, Response>(
    step: ClassOf<UseCaseClass<Request, Response, never>>,
    request: Request,
    caller: Caller,
  ): Promise<Response> {
    return this.#reported(step.name, async (report) => {
      const contract = this.#contract(step.name);
      const stationId = admit(contract.access, caller.actor, request as { stationId?: unknown }, caller.service);
      const bytes = bytesOf(request) ?? contract.codec.requestSerialize(request);
      validate(contract.input, bytes);
      const key =
        caller.idempotencyKey !== undefined && !caller.validateOnly
          ? requestKey(stationId, caller.idempotencyKey, contract.rpc, caller.actor.id, bytes)
          : undefined;
      const call = this.#call(contract.rpc, caller, stationId, (request as { happenedAt?: Date }).happenedAt);
      const useCase = this.#modules.get(step, { strict: false }) as UseCaseClass<Request, Response, unknown>;
      const context = this.#context(caller.actor, stationId, caller);
      try {
        const asked = await this.#asked(useCase, request, call, key, report);
        return await this.#retried(report, key, () =>
          this.#once(useCase, request, call, asked, key, contract, context, report),
        );
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
    request: Request,
    caller: Caller,
  ): Promise<Response> {
    return this.#reported(query.name, async (report) => {
      const contract = this.#contract(query.name);
      const stationId = admit(contract.access, caller.actor, request as { stationId?: unknown }, caller.service);
      validate(contract.input, bytesOf(request) ?? contract.codec.requestSerialize(request));
      const asked = this.#modules.get(query, { strict: false }) as QueryClass<Request, Response>;
      const call = this.#call(contract.rpc, caller, stationId);
      const { answer, roundTrips } = await reading(this.#database, stationId, () => asked.execute(request, call));
      report.roundTrips += roundTrips;
      return answer;
    });
  }

  /**
   * What a service does about events, of different keys, in one transaction: all reactions of each, and how far its key
   * has been consumed. An event that was consumed before does nothing.
   *
   * @throws whatever one of them throws; nothing of any is kept then. KeyParked when a key is parked
   */
  react(arrivals: readonly { event: ArrivedEvent; reactions: readonly ClassOf<ReactionClass>[] }[]): Promise<void> {
    return this.#reported(
      arrivals.length === 1 ? arrivals[0]!.reactions.map(({ name }) => name).join('+') : 'reactions',
      async (report) => {
        const trip = new Trip(this.#database);
        try {
          const parts = await Promise.all(arrivals.map(({ event, reactions }) => this.#react(trip, event, reactions)));
          crashPoint('consumer.loaded');
          await trip.commit(parts.filter((part) => part !== undefined));
          crashPoint('consumer.committed');
        } finally {
          report.roundTrips += trip.roundTrips;
          await trip.abandon();
        }
      },
    );
  }

  async #react(
    trip: Trip,
    event: ArrivedEvent,
    reactions: readonly ClassOf<ReactionClass>[],
  ): Promise<Part | undefined> {
    const cursor = {
      text: 'select seq, parked from consumer_cursor where topic = $1 and key = $2',
      values: [event.topic, event.key],
    };
    const work = new Work(trip, event.stationId, {
      statement: cursor,
      judge: (rows) => judgeCursor(rows as never, event),
    });
    const actor: Actor = {
      kind: 'system',
      id: this.#options.service,
      roles: [],
      ...(event.stationId && { stationId: event.stationId }),
    };
    const caller: Caller = { actor, causationId: event.eventId };
    const codec = codecOf(event.type);
    try {
      await Promise.all(
        reactions.map(async (reaction) => {
          const call = this.#call(reaction.name, caller, event.stationId, event.occurredAt, event.standardVersion);
          const reacting = this.#modules.get(reaction, { strict: false }) as ReactionClass<object>;
          await inSpan(`${this.#options.service}.${reaction.name}`, event.traceparent, () =>
            inWork(work, () => reacting.execute(codec.fromJSON(event.value), call)),
          );
        }),
      );
      const unasked = work.takeBehind(); // nothing was loaded
      if (unasked) unasked.judge(await work.query(unasked.statement));
    } catch (error) {
      if (error instanceof AlreadyConsumed) return undefined;
      throw error;
    }
    const outcome = await applyStandard(work, this.#modes, undefined);
    const context = this.#context(actor, event.stationId, caller, event);
    const statements = [
      ...work.writes(),
      ...this.#followUps(outcome, context, undefined, reactions[0]!.name),
      advanceCursor(event),
    ];
    return { station: event.stationId, statements };
  }

  /** Makes the step of a timer that is due, and takes the timer off, in one transaction. */
  fire(
    timer: DueTimer,
    step: ClassOf<UseCaseClass<{ stationId: string; subjectId: string }, unknown, never>>,
  ): Promise<void> {
    return this.#reported(timer.step, async (report) => {
      const actor: Actor = { kind: 'system', id: this.#options.service, roles: [], stationId: timer.stationId };
      const caller: Caller = { actor, causationId: timer.id };
      const call = this.#call(timer.step, caller, timer.stationId);
      const useCase = this.#modules.get(step, { strict: false }) as UseCaseClass<object, unknown, unknown>;
      const context = this.#context(actor, timer.stationId, caller);
      const takeOff = {
        text:
          'with hit as (delete from timer where station_id = $1 and step = $2 and subject_id = $3 and id = $4 returning 1) ' +
          "select must_change((select count(*) from hit), 1, 'timer')",
        values: [timer.stationId, timer.step, timer.subjectId, timer.id],
      };
      await this.#retried(report, undefined, async () => {
        const trip = new Trip(this.#database);
        try {
          const work = new Work(trip, timer.stationId);
          const request = { stationId: timer.stationId, subjectId: timer.subjectId };
          const { outcome } = await this.#decide(work, () =>
            useCase.execute(request as never, call, undefined as never),
          );
          const statements = [...work.writes(), takeOff, ...this.#followUps(outcome, context, undefined, timer.step)];
          await trip.commit([{ station: timer.stationId, statements }]);
          crashPoint('timer.committed');
        } finally {
          report.roundTrips += trip.roundTrips;
          await trip.abandon();
        }
      });
    });
  }

  async #asked(
    useCase: UseCaseClass<never, unknown, unknown>,
    request: object,
    call: Call,
    key: RequestKey | undefined,
    report: RunReport,
  ): Promise<unknown> {
    if (!useCase.ask) return undefined;
    if (key) {
      report.roundTrips += 1;
      judgeKey(key, (await this.#database.readOnce(key.stationId, [findKey(key)]))[0]!);
    }
    const station = call.actor.stationId;
    const { answer, roundTrips } = await reading(this.#database, station, () => useCase.ask!(request as never, call));
    report.roundTrips += roundTrips;
    return answer;
  }

  async #once<Request extends object, Response>(
    useCase: UseCaseClass<Request, Response, unknown>,
    request: Request,
    call: Call,
    asked: unknown,
    key: RequestKey | undefined,
    contract: RpcContract,
    context: EventContext,
    report: RunReport,
  ): Promise<Response> {
    const trip = new Trip(this.#database);
    const station = contract.access.scope === 'NETWORK' ? undefined : call.actor.stationId;
    const behind = key && { statement: findKey(key), judge: (rows: readonly object[]) => judgeKey(key, rows as never) };
    const work = new Work(trip, station, behind);
    try {
      const { response, outcome } = await this.#decide(work, () =>
        useCase.execute(request as never, call, asked as never),
      );
      throwIfGone(call.passedOn.signal);
      if (call.validateOnly) {
        await trip.rehearse([{ station, statements: work.writes() }]);
        report.outcome = 'rehearsed';
        return response;
      }
      const answer = key && keepKey(key, contract.codec.responseSerialize(response));
      const statements = [
        ...work.writes(),
        ...this.#followUps(outcome, context, contract, contract.rpc),
        ...(answer ? [answer] : []),
      ];
      await trip.commit([{ station, statements }]);
      crashPoint('runner.committed');
      return response;
    } finally {
      report.roundTrips += trip.roundTrips;
      await trip.abandon();
    }
  }

  /** Lets the model decide, then the standard. */
  async #decide<Response>(
    work: Work,
    execute: () => Promise<Response>,
  ): Promise<{ response: Response; outcome: Outcome }> {
    let response: Response | undefined;
    let thrown: unknown;
    try {
      response = await inWork(work, execute);
    } catch (error) {
      if (!(error instanceof DomainError)) throw work.trip.error ?? error;
      thrown = error;
    }
    crashPoint('runner.executed');
    const outcome = await applyStandard(work, this.#modes, thrown);
    return { response: response as Response, outcome };
  }

  /** Overrides that were used, timers, and last of all the events. */
  #followUps(outcome: Outcome, context: EventContext, contract: RpcContract | undefined, step: string): Statement[] {
    const now = this.#options.clock.now();
    const events = outcome.published.map((event): SealedEvent => {
      if (contract?.step && !contract.step.publishes.includes(event.name)) {
        throw new Error(`${contract.name} published ${event.name}, which its proto does not say`);
      }
      const type = `waystation.${this.#options.service}.v1.${event.name}`;
      return this.#seal(type, event.payload, event.at, event.subjectId, context, event.visitId, event.standardVersion);
    });
    const deviations = [
      ...outcome.missed.map((noted) => this.#deviation('RuleMissed', noted, { step, missedAt: now }, now, context)),
      ...outcome.overridden.map((noted) =>
        this.#deviation(
          'RuleOverridden',
          noted,
          { step, overrideId: noted.overrideId, overriddenBy: noted.by, overriddenAt: now },
          now,
          context,
        ),
      ),
    ];
    return [
      ...outcome.overridden.map(({ overrideId }) => useOverride(overrideId, now)),
      ...outcome.timers
        .filter(({ at }) => at === undefined || at > now)
        .map((timer) => timerStatement(timer, this.#newId())),
      ...appendToOutbox([...events, ...deviations]),
    ];
  }

  #deviation(
    name: 'RuleMissed' | 'RuleOverridden',
    { rule, what, about }: Noted,
    more: object,
    now: Date,
    context: EventContext,
  ): SealedEvent {
    const subjectId = about.visitId ?? about.id;
    const fields = { stationId: about.stationId, subjectId, rule, what, ...more };
    const to = { topic: topicName(`${this.#options.service}.visit`, false), key: subjectId };
    return this.#seal(
      `waystation.standard.v1.${name}`,
      fields,
      now,
      subjectId,
      context,
      about.visitId,
      about.standardVersion,
      to,
    );
  }

  #seal(
    type: string,
    fields: object,
    at: Date,
    subject: string,
    context: EventContext,
    visitId: string | undefined,
    standardVersion: string | undefined,
    to: { topic?: string; key?: string } = {},
  ): SealedEvent {
    const more = { ...(visitId && { correlationId: visitId }), ...(standardVersion && { standardVersion }) };
    return sealEvent({ id: this.#newId(), type, fields, at, subject, ...to }, { ...context, ...more }, checkEvent);
  }

  /** Runs anew what lost against another; before an error leaves, the key is looked up once more. */
  async #retried<T>(report: RunReport, key: RequestKey | undefined, once: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await once();
      } catch (error) {
        if (error instanceof Replay) throw error;
        // A twin may have committed between two loads, or just before an insert hit what it had made.
        if (key && !isConnectionLost(error)) {
          report.roundTrips += 1;
          judgeKey(key, (await this.#database.readOnce(key.stationId, [findKey(key)]))[0]!);
        }
        if (report.reruns >= rerunsMax || !mayRerun(error, key !== undefined)) throw error;
        report.reruns += 1;
      }
    }
  }

  async #reported<T>(name: string, run: (report: RunReport) => Promise<T>): Promise<T> {
    const report: RunReport = { name, outcome: 'done', roundTrips: 0, reruns: 0 };
    try {
      return await inSpan(`${this.#options.service}.${name}`, undefined, () => run(report));
    } catch (error) {
      const known = refusalFor(error, this.#database);
      report.outcome = known instanceof DomainError ? 'refused' : 'failed';
      throw known;
    } finally {
      this.#options.observe?.(report);
    }
  }

  #contract(name: string): RpcContract {
    const contract = this.#options.contracts.get(name);
    if (!contract) throw new Error(`${this.#options.service} has no rpc ${name}`);
    return contract;
  }

  #call(
    name: string,
    caller: Caller,
    stationId: string | undefined,
    happenedAt?: Date,
    standardVersion?: string,
  ): Call {
    const now = this.#options.clock.now();
    const key = caller.idempotencyKey;
    const derived = key && createHash('sha256').update(`${name}\0${caller.actor.id}\0${key}`).digest('base64url');
    return {
      actor: caller.actor,
      now,
      happenedAt: happenedAt ?? now,
      newId: () => this.#newId(),
      get stationId(): string {
        if (stationId === undefined) throw new Error(`${name} belongs to no station`);
        return stationId;
      },
      name,
      validateOnly: caller.validateOnly ?? false,
      standardVersion,
      passedOn: {
        token: caller.passedOn?.token,
        deadline: caller.passedOn?.deadline,
        language: caller.passedOn?.language ?? 'en',
        signal: caller.passedOn?.signal ?? new AbortController().signal,
        idempotencyKey: derived,
      },
    };
  }

  #context(actor: Actor, stationId: string | undefined, caller: Caller, cause?: ArrivedEvent): EventContext {
    const parent = traceparent();
    const regionId = actor.regionId ?? cause?.regionId;
    return {
      service: this.#options.service,
      ...(stationId && { stationId }),
      ...(regionId && { regionId }),
      actor: { role: actor.roles[0]?.toLowerCase() ?? actor.kind, id: actor.id },
      ...(cause?.correlationId && { correlationId: cause.correlationId }),
      ...(caller.causationId && { causationId: caller.causationId }),
      ...(cause?.standardVersion && { standardVersion: cause.standardVersion }),
      ...(parent && { traceparent: parent }),
    };
  }

  #newId(): string {
    return newId(this.#options.clock.now(), getRandomValues(new Uint8Array(10)));
  }
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

/** What lost against another is made anew; what may or may not have been written only where a key tells the two apart. */
function mayRerun(error: unknown, hasKey: boolean): boolean {
  if (error instanceof DomainError) return false;
  if (isConnectionLost(error)) return hasKey;
  const { constraint } = error as { constraint?: string };
  return (
    ['40001', '40P01'].includes(sqlState(error) ?? '') ||
    (sqlState(error) === '23505' && constraint === 'request_key_pkey')
  );
}

/** A broken constraint is a refusal when its mapping names it; what lost too often, or could not be reached, too. */
function refusalFor(error: unknown, database: Database): unknown {
  const state = sqlState(error);
  const { constraint } = (error ?? {}) as { constraint?: string };
  const slug = constraint && database.constraints.get(constraint);
  if (slug && ['23505', '23P01', '23514'].includes(state ?? ''))
    return Object.assign(new Refused(slug), { cause: error });
  if (state === '40001' || state === '40P01') return Object.assign(new Conflict('CHANGED_MEANWHILE'), { cause: error });
  if (!(error instanceof DomainError) && isTransient(error))
    return Object.assign(new Unavailable('DATABASE_AWAY'), { cause: error });
  return error;
}

function throwIfGone(signal: AbortSignal): void {
  if (signal.aborted) throw new Unavailable('CALLER_GONE');
}
