import type { DynamicModule } from '@nestjs/common';
import {
  eventOf,
  isMarked,
  makeTokenKeys,
  TokenSigner,
  TokenVerifier,
  type Actor,
  type Caller,
  type ClassOf,
  type RunReport,
  type TimedStep,
} from '@waystation/call';
import { eventOptions, messageNamed } from '@waystation/contracts';
import { codecOf, topicOf, type ArrivedEvent } from '@waystation/events';
import { DomainError, newId } from '@waystation/model';
import {
  createService,
  definitionOf,
  type AnyClientClass,
  type CompleteDefinition,
  type RunningService,
} from '@waystation/service';
import { CommandScope, inScope, Transaction } from '@waystation/store';
import { hasJest, jestGlobals } from './jest-globals.ts';
import { headquarters, outsider, stationA, stationB, type Staff } from './people.ts';
import { arrange, type Builder, type Built } from './scene.ts';
import { standIns, type StandIns } from './stand-in.ts';
import { selectEvents, storedEvent, type EventRow, type StoredEvent } from './stored-event.ts';
import { Given } from './story.ts';
import { codesInAnswer, sentencesOf } from './sentences.ts';
import { seededBytes, TestClock } from './test-clock.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';

/** Class with an `execute`: step, query or timed step. */
export type StepClass = ClassOf<{ execute(request: never, call: never, asked: never): Promise<unknown> }>;
export type RequestOf<Step extends StepClass> = Parameters<InstanceType<Step>['execute']>[0];
export type ResponseOf<Step extends StepClass> = Awaited<ReturnType<InstanceType<Step>['execute']>>;

/** Caller and options of a step. */
export interface RunOptions {
  by: Actor;
  /** Idempotency key. */
  key?: string;
  validateOnly?: boolean;
  /** Service that calls on behalf of the actor. */
  service?: string;
}

/** Metadata of an event. */
export interface ArrivalOptions {
  /** Station of the event; from the message or station A if left out. */
  stationId?: string;
  /** Sequence number; the next one of the key if left out. */
  sequence?: bigint;
  standardVersion?: string;
  occurredAt?: Date;
}

/** Fields of a request. Fields left out have their defaults; the station is the actor's. */
export type Fields<Request> = { [Field in keyof Request]?: Request[Field] };

interface Parts {
  clock: TestClock;
  definition: CompleteDefinition;
  running: RunningService;
  database: TestDatabase;
  reports: RunReport[];
  defects: unknown[];
  signer: TokenSigner;
}

/** Staff of station A, headquarters, and a person of a third station. */
export type Actors = Staff & typeof headquarters & { readonly outsider: Actor };

/** Writer of reference data, as received from state topics. */
export type Keeper = Pick<TestService, 'keep'>;

/** Service under test with its own database and a clock that stands still. */
export class TestService {
  readonly clock: TestClock;
  readonly definition: CompleteDefinition;
  readonly running: RunningService;
  readonly database: TestDatabase;
  readonly stationA = stationA;
  readonly stationB = stationB;
  readonly actors: Actors = {
    ...stationA.staff,
    ...headquarters,
    outsider,
  };
  /** Errors that are not refusals. */
  readonly defects: unknown[];
  readonly #reports: RunReport[];
  readonly #signer: TokenSigner;
  readonly #sequences = new Map<string, bigint>();
  readonly #random = seededBytes('ids of tests');

  constructor(parts: Parts) {
    this.clock = parts.clock;
    this.definition = parts.definition;
    this.running = parts.running;
    this.database = parts.database;
    this.defects = parts.defects;
    this.#reports = parts.reports;
    this.#signer = parts.signer;
  }

  /** Starts a given-when-then test: `given(...).when(...).thenPublished(...)`. */
  given = <Builders extends readonly Builder[]>(...builders: Builders): Given<Built<Builders>> =>
    new Given(this, builders);

  /** Function that runs a step or query: `step(StartJob)({ jobId }, { by: technician })`. */
  step<Step extends StepClass>(
    step: Step,
  ): (request: Fields<RequestOf<Step>>, options: RunOptions) => Promise<ResponseOf<Step>> {
    return (request, options) => this.run(step, request, options);
  }

  /** Runs a step or query with the runner. @throws DomainError of a refusal */
  async run<Step extends StepClass>(
    step: Step,
    fields: Fields<RequestOf<Step>>,
    { by, key, ...how }: RunOptions,
  ): Promise<ResponseOf<Step>> {
    const contract = this.running.contracts.get(step.name);
    if (!contract) throw new Error(`${this.definition.name} has no rpc ${step.name}`);
    const blank = contract.codec.requestDeserialize(Buffer.alloc(0)) as object;
    const request = { ...blank, ...('stationId' in blank && by.stationId && { stationId: by.stationId }), ...fields };
    const caller: Caller = { actor: by, ...how, ...(key !== undefined && { idempotencyKey: key }) };
    const { runner } = this.running;
    const answer = isMarked(step, 'query')
      ? runner.query(step as never, request, caller)
      : runner.execute(step as never, request, caller);
    return (await this.#readable(answer)) as ResponseOf<Step>;
  }

  /** Answer of a run. Checks that a refusal shows no codes or ids to people, in either language. */
  async #readable<Answer>(run: Promise<Answer>): Promise<Answer> {
    const [done] = await Promise.allSettled([run]);
    if (done.status === 'fulfilled') return done.value;
    for (const language of ['en', 'zh'] as const) {
      const answer = await this.running.runner.answerOf(done.reason, language, 'incident');
      const shown = done.reason instanceof DomainError ? codesInAnswer(answer) : [];
      if (shown.length > 0) throw new Error(`a refusal shows ${shown.join(', ')}`, { cause: done.reason });
    }
    throw done.reason;
  }

  /** Stores the aggregates of builders without publishing events. */
  async arrange<Builders extends readonly Builder[]>(...builders: Builders): Promise<Built<Builders>> {
    const { definition, clock } = this;
    const built = await arrange(builders, {
      definition,
      database: this.database.database,
      now: clock.now(),
      newId: () => this.newId(),
    });
    return built as Built<Builders>;
  }

  /** Reads all pages of a list query. */
  async pages<Step extends StepClass>(
    step: Step,
    fields: Fields<RequestOf<Step>>,
    options: RunOptions,
  ): Promise<ResponseOf<Step>[]> {
    const pages: ResponseOf<Step>[] = [];
    let pageToken = '';
    do {
      pages.push(await this.run(step, { ...fields, pageToken } as never, options));
      pageToken = (pages.at(-1) as { nextPageToken: string }).nextPageToken;
    } while (pageToken !== '');
    return pages;
  }

  /** Loads from the stores as a step at station A does: `loaded(() => new Jobs().get(id))`. */
  async loaded<T>(look: () => Promise<T>): Promise<T> {
    const transaction = new Transaction(this.database.database);
    try {
      return await inScope(new CommandScope(transaction, stationA.id), look);
    } finally {
      await transaction.abandon();
    }
  }

  /** Makes an event as received from its topic, the next one of its key. @param type full name of the message */
  event(type: string, fields: object, options: ArrivalOptions = {}): ArrivedEvent {
    const codec = codecOf(type);
    const message = codec.fromPartial({ stationId: stationA.id, at: this.clock.now(), ...fields }) as Record<
      string,
      unknown
    >;
    const topic = topicOf(type);
    const { key: keyField } = eventOptions(messageNamed(type))!;
    const key = String(message[messageNamed(type).fields.find(({ name }) => name === keyField)!.localName]);
    const seq = options.sequence ?? (this.#sequences.get(`${topic} ${key}`) ?? 0n) + 1n;
    this.#sequences.set(`${topic} ${key}`, seq);
    return {
      topic,
      key,
      seq,
      eventId: this.newId(),
      type,
      stationId: options.stationId ?? (message['stationId'] as string | undefined),
      regionId: undefined,
      correlationId: message['visitId'] as string | undefined,
      standardVersion: options.standardVersion,
      traceparent: undefined,
      occurredAt: options.occurredAt ?? (message['at'] as Date | undefined) ?? this.clock.now(),
      value: codec.toJSON(message),
    };
  }

  /** Delivers an event to the service's reactions. @throws errors of the reactions */
  async react(event: ArrivedEvent): Promise<void> {
    const reactions = this.definition.reactions.filter((reaction) => eventOf(reaction) === event.type);
    if (reactions.length === 0) throw new Error(`${this.definition.name} has no reaction to ${event.type}`);
    await this.#readable(this.running.runner.react([{ event, reactions }]));
  }

  /** Fires a timer. @throws errors of the step; Error if no such timer is set */
  async fire(step: ClassOf<TimedStep>, subjectId: string): Promise<void> {
    const text = 'select id, station_id from timer where step = $1 and subject_id = $2';
    const [timer] = await this.database.rows<{ id: string; station_id: string }>(text, [step.name, subjectId]);
    if (!timer) throw new Error(`no timer ${step.name} is set for ${subjectId}`);
    const due = { id: timer.id, stationId: timer.station_id, step: step.name, subjectId };
    await this.#readable(this.running.runner.fire(due, step));
  }

  /** Scheduled timers by due time. */
  timers(): Promise<{ step: string; subjectId: string; dueAt: Date }[]> {
    return this.database.rows('select step, subject_id as "subjectId", due_at as "dueAt" from timer order by due_at');
  }

  /** Events published since the start of the test, in order. */
  async events(): Promise<StoredEvent[]> {
    return (await this.database.rows<EventRow>(`${selectEvents} order by id`)).map(storedEvent);
  }

  /** Names of the events published since the start of the test, in order. */
  async eventNames(): Promise<string[]> {
    return (await this.events()).map(({ name }) => name);
  }

  /** Published events of a visit, in order. */
  async outboxOf(visitId: string): Promise<StoredEvent[]> {
    return (await this.database.rows<EventRow>(`${selectEvents} where correlation_id = $1 order by id`, [visitId])).map(
      storedEvent,
    );
  }

  /** Writes a state, such as a version of the standard, into the service's copy of its topic. */
  async keep(type: string, fields: object, stationId?: string): Promise<void> {
    const { topic, key, value } = this.event(type, fields);
    const text =
      'insert into reference_data (topic, key, station_id, seq, value) values ($1, $2, $3, 1, $4) ' +
      'on conflict (topic, key) do update set value = excluded.value, seq = reference_data.seq + 1';
    await this.database.rows(text, [topic, key, stationId ?? null, JSON.stringify(value)]);
  }

  /** Sentences of a refusal that people read. */
  async sentencesOf(error: unknown, language: 'en' | 'zh'): Promise<string[]> {
    return sentencesOf(await this.running.runner.answerOf(error, language, 'incident'));
  }

  /** Writes a code list into the service's copy. @param names English and Chinese names by code */
  keepCodes(kind: string, names: Readonly<Record<string, readonly [en: string, zh: string]>>): Promise<void> {
    const entries = Object.entries(names).map(([code, [nameEn, nameZh]]) => ({ code, nameEn, nameZh }));
    return this.keep('waystation.network.v1.CodeListState', { kind, version: 1, entries });
  }

  /** Round trips to the database in the last run. */
  roundTrips(): number {
    return this.lastRun().roundTrips;
  }

  lastRun(): RunReport {
    const last = this.#reports.at(-1);
    if (!last) throw new Error('No step or query has been run yet.');
    return last;
  }

  /** Signs a token for calls over gRPC. */
  token(actor: Actor): Promise<string> {
    return this.#signer.sign(actor, this.clock.now());
  }

  newId(): string {
    return newId(this.clock.now(), this.#random(10));
  }

  /** Resets clock and tables except reference data. */
  async reset(): Promise<void> {
    this.clock.reset();
    this.#sequences.clear();
    this.#reports.length = 0;
    this.defects.length = 0;
    await this.database.reset();
  }

  async close(): Promise<void> {
    await this.running.close();
    await this.database.close();
  }
}

/**
 * Starts a service for the tests of one file. Call it at the top:
 *
 * ```ts
 * const workshop = await startTestService(WorkshopModule);
 * const { given, actors: { technician, lead } } = workshop;
 * ```
 *
 * Each test starts with empty tables at 8:00 UTC on 2 March 2026; everything is removed after the last one.
 *
 * @param options.hooks false if the caller resets and closes the service
 * @param options.clients answers of other services: `[[Workshop, { holdSlot: async ({ slotId }) => ({ ... }) }]]`. A call
 *   of an rpc without an answer fails the step
 */
export async function startTestService<const Classes extends readonly AnyClientClass[] = []>(
  module: DynamicModule,
  options: { hooks?: boolean; clients?: StandIns<Classes> } = {},
): Promise<TestService> {
  const definition = definitionOf(module);
  const clients = standIns(definition.clients, options.clients ?? []);
  const [database, keys] = await Promise.all([testDatabase(definition), makeTokenKeys()]);
  const [signer, tokens] = await Promise.all([TokenSigner.of(keys.privateKeyPem), TokenVerifier.of(keys.publicKeyPem)]);
  const clock = new TestClock();
  const reports: RunReport[] = [];
  const defects: unknown[] = [];
  const resources = {
    database: database.database,
    clients,
    clock,
    tokens,
    log: (error: unknown) => void defects.push(error),
    observe: (report: RunReport) => void reports.push(report),
    random: seededBytes(definition.name),
  };
  const running = await createService(module, resources).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const service = new TestService({ clock, definition, running, database, reports, defects, signer });
  if (options.hooks !== false && hasJest()) {
    const { beforeEach, afterAll } = jestGlobals();
    beforeEach(() => service.reset());
    afterAll(() => service.close());
  }
  return service;
}
