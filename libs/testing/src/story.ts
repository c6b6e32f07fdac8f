import { inspect } from 'node:util';
import type { ClassOf, TimedStep } from '@waystation/call';
import { DomainError, Invalid, RuleBroken, type ErrorKind } from '@waystation/model';
import { jestGlobals } from './jest-globals.ts';
import type { Builder } from './scene.ts';
import type { StoredEvent } from './stored-event.ts';
import type {
  ArrivalOptions,
  Fields,
  RequestOf,
  ResponseOf,
  RunOptions,
  StepClass,
  TestService,
} from './test-service.ts';

/** As data, or made from what the builders built. */
type From<Things extends readonly unknown[], Value> = Value | ((...built: Things) => Value);

/** What there is before something happens. */
export class Given<Things extends readonly unknown[]> {
  readonly #service: TestService;
  readonly #builders: readonly Builder[];
  readonly #before: ((built: Things) => Promise<unknown>)[] = [];

  constructor(service: TestService, builders: readonly Builder[]) {
    this.#service = service;
    this.#builders = builders;
  }

  /** A step that was made before; what it published does not count. */
  after<Step extends StepClass>(step: Step, request: From<Things, Fields<RequestOf<Step>>>, options: RunOptions): this {
    this.#before.push((built) => this.#service.run(step, valueOf(request, built), options));
    return this;
  }

  /** An event that came before. */
  afterArrival(type: string, fields: From<Things, object>, options?: ArrivalOptions): this {
    this.#before.push((built) => this.#service.react(this.#service.event(type, valueOf(fields, built), options)));
    return this;
  }

  /** A step or a query is made. */
  when<Step extends StepClass>(
    step: Step,
    request: From<Things, Fields<RequestOf<Step>>>,
    options: RunOptions,
  ): Told<ResponseOf<Step>, Things> {
    return this.#told((built) => this.#service.run(step, valueOf(request, built), options));
  }

  /** An event comes. @param type full name of the message */
  whenArrives(type: string, fields: From<Things, object>, options?: ArrivalOptions): Told<void, Things> {
    return this.#told((built) => this.#service.react(this.#service.event(type, valueOf(fields, built), options)));
  }

  /** A timer is due. */
  whenDue(step: ClassOf<TimedStep>, subjectId: From<Things, string>): Told<void, Things> {
    return this.#told((built) => this.#service.fire(step, valueOf(subjectId, built)));
  }

  #told<Answer>(act: (built: Things) => Promise<Answer>): Told<Answer, Things> {
    return new Told(this.#service, async () => {
      const built = (await this.#service.arrange(...this.#builders)) as unknown as Things;
      for (const step of this.#before) await step(built);
      return { built, act: () => act(built) };
    });
  }
}

function valueOf<Things extends readonly unknown[], Value>(from: From<Things, Value>, built: Things): Value {
  return typeof from === 'function' ? (from as (...built: Things) => Value)(...built) : from;
}

/** What came of it. */
export interface Outcome<Answer, Things> {
  answer: Answer | undefined;
  error: unknown;
  /** What it published, in order. */
  events: StoredEvent[];
  roundTrips: number;
  /** What the builders had built, as it was before. */
  built: Things;
}

/** What is expected of what happened. Nothing happens before it is awaited. */
export class Told<Answer, Things> implements PromiseLike<Outcome<Answer, Things>> {
  readonly #service: TestService;
  readonly #prepare: () => Promise<{ built: Things; act: () => Promise<Answer> }>;
  readonly #checks: ((outcome: Outcome<Answer, Things>) => void | Promise<void>)[] = [];
  #mayFail = false;
  #outcome: Promise<Outcome<Answer, Things>> | undefined;

  constructor(service: TestService, prepare: () => Promise<{ built: Things; act: () => Promise<Answer> }>) {
    this.#service = service;
    this.#prepare = prepare;
  }

  /**
   * It is refused by this slug; by several things missing, it is one of them.
   *
   * @param rule of the standard that asks for it; left out, it is not looked at
   */
  thenRefused(reason: string, rule?: string): this {
    return this.#refused(({ error }) => {
      const reasons = reasonsOf(error);
      if (reasons.some((each) => each.reason === reason && (rule === undefined || each.rule === rule))) return;
      fail(`expected a refusal by ${[reason, rule].filter(Boolean).join(' ')}, not ${said(error)}`, error);
    });
  }

  /** As `thenRefused`, for what else is missing; or nothing else than what was named. */
  andRefused(reason: string, rule?: string): this {
    return this.thenRefused(reason, rule);
  }

  /** The only refusal is this one. */
  thenRefusedOnly(reason: string, rule?: string): this {
    return this.thenRefused(reason, rule).and(({ error }) => {
      if (reasonsOf(error).length > 1) fail(`expected no other refusal, not ${said(error)}`, error);
    });
  }

  /** It finds nothing. @param reason `JOB_NOT_FOUND`; any when left out */
  thenNotFound(reason?: string): this {
    return this.#kind('not_found', reason);
  }

  /** The caller may not. @param reason `ROLE_MISSING`, `OTHER_STATION`; any when left out */
  thenNotAllowed(reason?: string): this {
    return this.#kind('not_allowed', reason);
  }

  /** Someone else was quicker, or the key was used. */
  thenConflict(reason?: string): this {
    return this.#kind('conflict', reason);
  }

  /** Another service is away, or its data has not arrived. The caller may try again. */
  thenUnavailable(reason?: string): this {
    return this.#kind('unavailable', reason);
  }

  /** The request is not valid. @param fields in proto's spelling, all that are wrong; any when left out */
  thenInvalid(...fields: string[]): this {
    return this.#refused(({ error }) => {
      if (!(error instanceof Invalid)) fail(`expected an invalid request, not ${said(error)}`, error);
      if (fields.length > 0)
        jestGlobals()
          .expect((error as Invalid).violations.map(({ field }) => field).toSorted())
          .toEqual(fields.toSorted());
    });
  }

  /** It was answered, with these fields at least. */
  thenAnswered(answer: object = {}): this {
    return this.#expect((outcome) => jestGlobals().expect(outcome.answer).toMatchObject(answer));
  }

  andAnswered(answer: object): this {
    return this.thenAnswered(answer);
  }

  /** It published an event of this name, with these fields at least. */
  thenPublished(name: string, fields: object = {}): this {
    return this.#expect(({ events }) => {
      const named = events.filter((event) => event.name === name);
      if (named.length === 0)
        fail(`expected ${name} to be published, not ${events.map((event) => event.name).join(', ') || 'nothing'}`);
      const { expect } = jestGlobals();
      const fits = named.some((event) => matches(() => expect(event.fields).toMatchObject(fields)));
      if (!fits)
        expect(named.length === 1 ? named[0]!.fields : named.map((event) => event.fields)).toMatchObject(
          named.length === 1 ? fields : [fields],
        );
    });
  }

  andPublished(name: string, fields?: object): this {
    return this.thenPublished(name, fields);
  }

  /** It published just these, in this order. */
  thenPublishedOnly(...names: string[]): this {
    return this.#expect(({ events }) =>
      jestGlobals()
        .expect(events.map(({ name }) => name))
        .toEqual(names),
    );
  }

  thenNothingWasPublished(): this {
    return this.thenPublishedOnly();
  }

  andNothingWasPublished(): this {
    return this.thenPublishedOnly();
  }

  /** Number of round trips to the database. */
  andTook(roundTrips: number): this {
    return this.#expect((outcome) => jestGlobals().expect(outcome.roundTrips).toBe(roundTrips));
  }

  /** Whatever else is to be looked at. */
  and(check: (outcome: Outcome<Answer, Things>) => void | Promise<void>): this {
    return this.#expect(check);
  }

  then<A = Outcome<Answer, Things>, B = never>(
    onDone?: ((outcome: Outcome<Answer, Things>) => A | PromiseLike<A>) | null,
    onFailed?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#outcome ??= this.#settle();
    return this.#outcome.then(onDone, onFailed);
  }

  async #settle(): Promise<Outcome<Answer, Things>> {
    const { built, act } = await this.#prepare();
    const before = (await this.#service.events()).length;
    let answer: Answer | undefined;
    let error: unknown;
    try {
      answer = await act();
    } catch (thrown) {
      if (!this.#mayFail || !(thrown instanceof DomainError)) throw thrown;
      error = thrown;
    }
    const events = (await this.#service.events()).slice(before);
    const outcome = { answer, error, events, roundTrips: this.#service.roundTrips(), built };
    for (const check of this.#checks) await check(outcome);
    return outcome;
  }

  #kind(kind: ErrorKind, reason: string | undefined): this {
    return this.#refused(({ error }) => {
      const refusal = error as DomainError;
      if (refusal.kind !== kind || (reason !== undefined && refusal.reason !== reason)) {
        fail(`expected ${[kind.replaceAll('_', ' '), reason].filter(Boolean).join(' ')}, not ${said(error)}`, error);
      }
    });
  }

  #refused(check: (outcome: Outcome<Answer, Things>) => void): this {
    this.#mayFail = true;
    return this.#expect((outcome) => {
      if (outcome.error === undefined) fail(`expected a refusal, but it was answered: ${inspect(outcome.answer)}`);
      check(outcome);
    });
  }

  /** What fails is shown where the test says it, not in here. */
  #expect(check: (outcome: Outcome<Answer, Things>) => void | Promise<void>): this {
    const said = new Error();
    this.#checks.push(async (outcome) => {
      try {
        await check(outcome);
      } catch (error) {
        const frames = (said.stack ?? '')
          .split('\n')
          .slice(1)
          .filter((frame) => !/libs\/testing\/src\/story/.test(frame));
        (error as Error).stack = [(error as Error).message, ...frames].join('\n');
        throw error;
      }
    });
    return this;
  }
}

function reasonsOf(error: unknown): { reason: string; rule?: string }[] {
  if (error instanceof RuleBroken)
    return error.missing.map(({ what, rule }) => ({ reason: what, ...(rule && { rule }) }));
  if (error instanceof Invalid) return [error, ...error.violations].map(({ reason }) => ({ reason }));
  return [{ reason: (error as DomainError).reason }];
}

function said(error: unknown): string {
  const { name, message } = error as Error;
  return `${name}: ${message}`;
}

function fail(message: string, cause?: unknown): never {
  throw new Error(message, { cause });
}

function matches(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false; // another event of the same name may fit
  }
}
