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

/** Value, or function that makes it from the built aggregates. */
type From<Things extends readonly unknown[], Value> = Value | ((...built: Things) => Value);

/** State before the action of a test. */
export class Given<Things extends readonly unknown[]> {
  readonly #service: TestService;
  readonly #builders: readonly Builder[];
  readonly #before: ((built: Things) => Promise<unknown>)[] = [];

  constructor(service: TestService, builders: readonly Builder[]) {
    this.#service = service;
    this.#builders = builders;
  }

  /** Runs a step before the action; its events do not count. */
  after<Step extends StepClass>(step: Step, request: From<Things, Fields<RequestOf<Step>>>, options: RunOptions): this {
    this.#before.push((built) => this.#service.run(step, valueOf(request, built), options));
    return this;
  }

  /** Delivers an event before the action. */
  afterArrival(type: string, fields: From<Things, object>, options?: ArrivalOptions): this {
    this.#before.push((built) => this.#service.react(this.#service.event(type, valueOf(fields, built), options)));
    return this;
  }

  /** Runs a step or query as the action. */
  when<Step extends StepClass>(
    step: Step,
    request: From<Things, Fields<RequestOf<Step>>>,
    options: RunOptions,
  ): StepResult<ResponseOf<Step>, Things> {
    return this.#told((built) => this.#service.run(step, valueOf(request, built), options));
  }

  /** Delivers an event as the action. @param type full name of the message */
  whenArrives(type: string, fields: From<Things, object>, options?: ArrivalOptions): StepResult<void, Things> {
    return this.#told((built) => this.#service.react(this.#service.event(type, valueOf(fields, built), options)));
  }

  /** Fires a timer as the action. */
  whenDue(step: ClassOf<TimedStep>, subjectId: From<Things, string>): StepResult<void, Things> {
    return this.#told((built) => this.#service.fire(step, valueOf(subjectId, built)));
  }

  #told<Answer>(act: (built: Things) => Promise<Answer>): StepResult<Answer, Things> {
    return new StepResult(this.#service, async () => {
      const built = (await this.#service.arrange(...this.#builders)) as unknown as Things;
      for (const step of this.#before) await step(built);
      return { built, act: () => act(built) };
    });
  }
}

function valueOf<Things extends readonly unknown[], Value>(from: From<Things, Value>, built: Things): Value {
  return typeof from === 'function' ? (from as (...built: Things) => Value)(...built) : from;
}

/** Outcome of the action. */
export interface Outcome<Answer, Things> {
  answer: Answer | undefined;
  error: unknown;
  /** Published events, in order. */
  events: StoredEvent[];
  roundTrips: number;
  /** Aggregates of the builders, in their state before the action. */
  built: Things;
}

/** Expectations of the outcome. The action runs when this is awaited. */
export class StepResult<Answer, Things> implements PromiseLike<Outcome<Answer, Things>> {
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
   * Expects a refusal by a slug, possibly among others.
   *
   * @param rule rule of the standard; not checked if left out
   */
  thenRefused(reason: string, rule?: string): this {
    return this.#refused(({ error }) => {
      const reasons = reasonsOf(error);
      if (reasons.some((each) => each.reason === reason && (rule === undefined || each.rule === rule))) return;
      fail(`expected a refusal by ${[reason, rule].filter(Boolean).join(' ')}, not ${summaryOf(error)}`, error);
    });
  }

  /** Same as `thenRefused`, for further slugs. */
  andRefused(reason: string, rule?: string): this {
    return this.thenRefused(reason, rule);
  }

  /** Expects a refusal by this slug only. */
  thenRefusedOnly(reason: string, rule?: string): this {
    return this.thenRefused(reason, rule).and(({ error }) => {
      if (reasonsOf(error).length > 1) fail(`expected no other refusal, not ${summaryOf(error)}`, error);
    });
  }

  /** Expects a refusal as not found. @param reason such as `JOB_NOT_FOUND`; any if left out */
  thenNotFound(reason?: string): this {
    return this.#kind('not_found', reason);
  }

  /** Expects a refusal for lack of access. @param reason `ROLE_MISSING` or `OTHER_STATION`; any if left out */
  thenNotAllowed(reason?: string): this {
    return this.#kind('not_allowed', reason);
  }

  /** Expects a conflict: a simultaneous change, or a key used for another request. */
  thenConflict(reason?: string): this {
    return this.#kind('conflict', reason);
  }

  /** Expects a refusal as unavailable: an outage of another service, or its data has not arrived. */
  thenUnavailable(reason?: string): this {
    return this.#kind('unavailable', reason);
  }

  /** Expects a refusal as invalid. @param fields proto names of all invalid fields; any if left out */
  thenInvalid(...fields: string[]): this {
    return this.#refused(({ error }) => {
      if (!(error instanceof Invalid)) fail(`expected an invalid request, not ${summaryOf(error)}`, error);
      if (fields.length > 0)
        jestGlobals()
          .expect((error as Invalid).violations.map(({ field }) => field).toSorted())
          .toEqual(fields.toSorted());
    });
  }

  /** Expects an answer with at least these fields. */
  thenAnswered(answer: object = {}): this {
    return this.#expect((outcome) => jestGlobals().expect(outcome.answer).toMatchObject(answer));
  }

  andAnswered(answer: object): this {
    return this.thenAnswered(answer);
  }

  /** Expects an event of this name with at least these fields. */
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

  /** Expects exactly these events, in this order. */
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

  /** Expects a number of round trips to the database. */
  andTook(roundTrips: number): this {
    return this.#expect((outcome) => jestGlobals().expect(outcome.roundTrips).toBe(roundTrips));
  }

  /** Runs a further check. */
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
        const expected = [kind.replaceAll('_', ' '), reason].filter(Boolean).join(' ');
        fail(`expected ${expected}, not ${summaryOf(error)}`, error);
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

  /** Adds a check whose failure is reported at the line of the test, not in this file. */
  #expect(check: (outcome: Outcome<Answer, Things>) => void | Promise<void>): this {
    const origin = new Error();
    this.#checks.push(async (outcome) => {
      try {
        await check(outcome);
      } catch (error) {
        const frames = (origin.stack ?? '')
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
    return error.missing.map(({ requirement, rule }) => ({ reason: requirement, ...(rule && { rule }) }));
  if (error instanceof Invalid) return [error, ...error.violations].map(({ reason }) => ({ reason }));
  return [{ reason: (error as DomainError).reason }];
}

function summaryOf(error: unknown): string {
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
