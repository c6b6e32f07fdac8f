import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { ArrivedEvent, EventContext } from '@waystation/events';
import { DomainError, newId, RuleBroken, type Actor, type Clock } from '@waystation/model';
import { fixedNames, type Names } from '@waystation/names';
import { currentScope, Database } from '@waystation/store';
import type { Admission } from './access.ts';
import type { Call, PassedOn } from './call.ts';
import { codeListsOf, namesFrom } from './code-lists.ts';
import type { RpcContract } from './contract.ts';
import type { ClassOf } from './decorators.ts';
import type { GateOverrides } from './gate-overrides.ts';
import type { TokenVerifier } from './internal-token.ts';
import { refusalFor } from './refusal-for.ts';
import { toGrpcAnswer, type GrpcAnswer } from './grpc-status.ts';
import { Standards } from './standards.ts';
import type { TextCatalogue } from './texts.ts';
import { inSpan, traceparent } from './tracing.ts';

/** Nest's token of the `RunnerOptions`. */
export const RUNNER_OPTIONS = 'RUNNER_OPTIONS';

/** Settings of a service's runner. */
export interface RunnerOptions {
  /** `workshop`. */
  service: string;
  contracts: ReadonlyMap<string, RpcContract>;
  clock: Clock;
  tokens: TokenVerifier;
  texts: TextCatalogue;
  /** Overrides of the service's gates; without them gates refuse like blocks. */
  overrides?: GateOverrides | undefined;
  /** Called once for each defect. */
  log: (error: unknown, about: { name: string; incidentId: string }) => void;
  /** Called after each run: for metrics, and for tests that count. */
  observe?: (run: RunReport) => void;
  /** Random bytes for ids; tests pass a seeded source. */
  random?: (bytes: number) => Uint8Array;
}

/** Result and cost of one run. */
export interface RunReport {
  kind: 'step' | 'query' | 'reaction' | 'timer';
  name: string;
  /** Names of the reactions that ran, one for each reaction to an event; none for other kinds. */
  reactions: readonly string[];
  outcome: 'done' | 'replayed' | 'validated' | 'refused' | 'failed';
  /** The refusal, if that is the outcome. */
  refusal: DomainError | undefined;
  /** Duration in seconds, with all reruns. */
  seconds: number;
  /** Round trips to the database, without rollbacks. */
  roundTrips: number;
  reruns: number;
  /** Events added to the outbox. */
  events: number;
  /** Timers set, moved or cancelled. */
  timers: number;
}

/** The caller of a step or query, from the headers of the request. */
export interface Caller {
  actor: Actor;
  /** The service that calls in the actor's name, if any. */
  service?: string;
  idempotencyKey?: string;
  validateOnly?: boolean;
  passedOn?: Partial<PassedOn>;
  /** The event or request that led to it. */
  causationId?: string;
}

const never = new AbortController().signal;
const noCost = { roundTrips: 0, reruns: 0, events: 0, timers: 0 };

/** Context shared by all runs of a service: contracts, classes, clock, database and observers. */
@Injectable()
export class RunnerContext {
  readonly options: RunnerOptions;
  readonly database: Database;
  readonly standards = new Standards();
  readonly #modules: ModuleRef;
  readonly #observers: ((run: RunReport) => void)[] = [];

  constructor(modules: ModuleRef, database: Database, @Inject(RUNNER_OPTIONS) options: RunnerOptions) {
    this.options = options;
    this.database = database;
    this.#modules = modules;
    if (options.observe) this.observe(options.observe);
  }

  /** Calls the observer after each run from now on. */
  observe(observer: (run: RunReport) => void): void {
    this.#observers.push(observer);
  }

  /** The service's instance of a step, query or reaction. */
  get<T>(of: ClassOf<T>): T {
    return this.#modules.get(of as never, { strict: false });
  }

  /** The contract of an rpc by its short name. @throws Error if the service has no such rpc */
  contract(name: string): RpcContract {
    const contract = this.options.contracts.get(name);
    if (!contract) throw new Error(`${this.options.service} has no rpc ${name}`);
    return contract;
  }

  /** The actor of reactions and timers: the service. */
  system(stationId: string | undefined): Actor {
    return { kind: 'system', id: this.options.service, roles: [], ...(stationId && { stationId }) };
  }

  /** The call that a step, query or reaction gets beside its request. */
  call(name: string, caller: Caller, stationId: string | undefined, happenedAt?: Date, standardVersion?: string): Call {
    const now = this.options.clock.now();
    const key = caller.idempotencyKey;
    const derived = key && createHash('sha256').update(`${name}\0${caller.actor.id}\0${key}`).digest('base64url');
    return {
      actor: caller.actor,
      now,
      happenedAt: happenedAt ?? now,
      newId: () => this.newId(),
      get stationId(): string {
        if (stationId === undefined) throw new Error(`${name} belongs to no station`);
        return stationId;
      },
      name,
      validateOnly: caller.validateOnly ?? false,
      standardVersion,
      standard: (version) => this.standards.of(stationId, version, (asked) => currentScope().query(asked)),
      passedOn: {
        token: caller.passedOn?.token,
        deadline: caller.passedOn?.deadline,
        language: caller.passedOn?.language ?? 'en',
        signal: caller.passedOn?.signal ?? never,
        idempotencyKey: derived,
      },
    };
  }

  /** The context of the events that a run publishes. */
  context(actor: Actor, { stationId, role }: Admission, caller: Caller, cause?: ArrivedEvent): EventContext {
    const parent = traceparent();
    const regionId = actor.regionId ?? cause?.regionId;
    return {
      service: this.options.service,
      ...(stationId && { stationId }),
      ...(regionId && { regionId }),
      actor: { role: role?.toLowerCase() ?? actor.kind, id: actor.id },
      ...(cause?.correlationId && { correlationId: cause.correlationId }),
      ...(caller.causationId && { causationId: caller.causationId }),
      ...(cause?.standardVersion && { standardVersion: cause.standardVersion }),
      ...(parent && { traceparent: parent }),
    };
  }

  /** Answer for a refusal or a defect, in the reader's language. @param incidentId identifies a defect in answer and log */
  async answerOf(error: unknown, language: string, incidentId: string): Promise<GrpcAnswer> {
    const names = await this.#namesFor(error, incidentId);
    return toGrpcAnswer(error, this.options.texts, language, incidentId, names);
  }

  /**
   * Names for the codes in a refusal. Published lists are read only if the texts need them; if that fails, the answer shows
   * the codes in readable form.
   */
  async #namesFor(error: unknown, incidentId: string): Promise<Names> {
    if (!(error instanceof DomainError)) return fixedNames;
    const slugs = error instanceof RuleBroken ? error.missing.map(({ requirement }) => requirement) : [error.reason];
    const kinds = this.options.texts.publishedKindsOf(slugs);
    if (kinds.length === 0) return fixedNames;
    const [read] = await Promise.allSettled([this.database.readOnce(undefined, [codeListsOf(kinds)])]);
    if (read.status === 'fulfilled') return namesFrom(read.value[0]!);
    this.options.log(read.reason, { name: 'names of codes', incidentId });
    return fixedNames;
  }

  /** A new UUIDv7. */
  newId(): string {
    const { clock, random = randomBytes } = this.options;
    return newId(clock.now(), random(10));
  }

  /** Runs in a span and reports the result. @throws DomainError for a refusal, any other error for a defect */
  async reported<T>(
    { kind, name, reactions = [] }: Pick<RunReport, 'kind' | 'name'> & Partial<RunReport>,
    run: (report: RunReport) => Promise<T>,
  ): Promise<T> {
    const report: RunReport = { kind, name, reactions, outcome: 'done', refusal: undefined, seconds: 0, ...noCost };
    const began = performance.now();
    try {
      return await inSpan(`${this.options.service}.${name}`, undefined, () => run(report));
    } catch (error) {
      const known = refusalFor(error, this.database);
      report.refusal = known instanceof DomainError ? known : undefined;
      report.outcome = report.refusal ? 'refused' : 'failed';
      throw known;
    } finally {
      report.seconds = (performance.now() - began) / 1_000;
      for (const observer of this.#observers) observer(report);
    }
  }
}
