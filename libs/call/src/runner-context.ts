import { createHash, randomBytes } from 'node:crypto';
import type { ArrivedEvent, EventContext } from '@waystation/events';
import type { StepOptions } from '@waystation/contracts';
import { DomainError, Invalid, newId, RuleBroken, type Clock } from '@waystation/model';
import { fixedNames, type Names } from '@waystation/names';
import { currentScope, type Database } from '@waystation/store';
import type { Admission } from './access.ts';
import type { Actor } from '@waystation/model';
import type { Call, PassedOn } from './call.ts';
import { codeListsOf, namesFrom } from './code-lists.ts';
import type { RpcContract } from './contract.ts';
import type { TokenVerifier } from './internal-token.ts';
import { refusalFor } from './reruns.ts';
import { Standards } from './standards.ts';
import type { TextCatalogue } from './texts.ts';
import { inSpan, traceparent } from './tracing.ts';

/** What the runner needs of the service that it runs in. */
export interface RunnerOptions {
  /** `workshop`. */
  service: string;
  contracts: ReadonlyMap<string, RpcContract>;
  clock: Clock;
  tokens: TokenVerifier;
  texts: TextCatalogue;
  /** Told of each defect, once. */
  log: (error: unknown, about: { name: string; incidentId: string }) => void;
  /** Told of each run: for metrics, and for tests that count. */
  observe?: (run: RunReport) => void;
  /** So many bytes of chance, for ids; tests want the same each time. */
  random?: (bytes: number) => Uint8Array;
}

/** What became of one run. */
export interface RunReport {
  name: string;
  outcome: 'done' | 'replayed' | 'validated' | 'refused' | 'failed';
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

const never = new AbortController().signal;
const offlineMs = 24 * 60 * 60_000;
const fastClockMs = 2 * 60_000;

/**
 * When a step happened that may have been made without a network: at most 24 hours ago, and not in the future. A clock
 * that is a little fast counts as now.
 *
 * @throws Invalid for another time
 */
export function happenedAtOf(step: StepOptions | undefined, happenedAt: Date | undefined, now: Date): Date {
  if (!step?.offline || !happenedAt) return now;
  const refused = (reason: string, description: string) => new Invalid([{ field: 'happened_at', description, reason }]);
  const aheadMs = Number(happenedAt) - Number(now);
  if (aheadMs > fastClockMs) throw refused('HAPPENED_IN_FUTURE', 'must not be in the future');
  if (-aheadMs > offlineMs) throw refused('HAPPENED_TOO_LONG_AGO', 'must not be more than 24 hours ago');
  return aheadMs > 0 ? now : happenedAt;
}

/** What all runs of a service share: who it is, its clock, where it reports. */
export class RunnerContext {
  readonly options: RunnerOptions;
  readonly database: Database;
  readonly standards = new Standards();

  constructor(options: RunnerOptions, database: Database) {
    this.options = options;
    this.database = database;
  }

  /** What the proto says of an rpc. @throws Error for what is none of the service */
  contract(name: string): RpcContract {
    const contract = this.options.contracts.get(name);
    if (!contract) throw new Error(`${this.options.service} has no rpc ${name}`);
    return contract;
  }

  /** Who does what the service does by itself. */
  system(stationId: string | undefined): Actor {
    return { kind: 'system', id: this.options.service, roles: [], ...(stationId && { stationId }) };
  }

  /** What a step, query or reaction is told beside its request. */
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

  /** What is said of the events that come of it. */
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

  /**
   * Names of the codes that a refusal speaks of. Published lists are read only where its texts need them; if that fails,
   * the refusal is answered with the codes in readable form.
   */
  async namesFor(error: unknown, incidentId: string): Promise<Names> {
    if (!(error instanceof DomainError)) return fixedNames;
    const slugs = error instanceof RuleBroken ? error.missing.map(({ what }) => what) : [error.reason];
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

  /** Runs as a span and reports what became of it. What a caller can be told is thrown as a refusal. */
  async reported<T>(name: string, run: (report: RunReport) => Promise<T>): Promise<T> {
    const report: RunReport = { name, outcome: 'done', roundTrips: 0, reruns: 0 };
    try {
      return await inSpan(`${this.options.service}.${name}`, undefined, () => run(report));
    } catch (error) {
      const known = refusalFor(error, this.database);
      report.outcome = known instanceof DomainError ? 'refused' : 'failed';
      throw known;
    } finally {
      this.options.observe?.(report);
    }
  }
}
