import type { Named } from './errors.ts';
import type { Requirement, RuleId } from './rules.ts';
import { mustAllowStep, type StatusOf, type StepRow, type StepTable } from './steps.ts';

/** An event that an aggregate published during a call: the message's fields, and what the envelope needs. */
export interface PublishedEvent {
  /** Rises with each event of the process, so that what several aggregates of one step published keeps its order. */
  order: number;
  /** The message's name without its package, such as `JobStarted`. */
  name: string;
  /**
   * The message's fields in ts-proto's spelling. May hold fields that the message doesn't have (see `Aggregate.publish`),
   * and lacks a `visitId` where the aggregate belongs to no visit: make the message by `fromPartial` before encoding it.
   */
  payload: Record<string, unknown>;
  /** When it happened in the station, not when it was recorded. */
  at: Date;
  subjectId: string;
  visitId?: string;
  stationId?: string;
  standardVersion?: string;
}

/** A step to be made by itself at a time, or no longer to be made. */
export interface TimerChange {
  /** Name of the step, as its class is called: `RemindCustomer`. */
  step: string;
  subjectId: string;
  /** When it is due; absent: it is taken off. */
  at?: Date;
  stationId: string;
}

/** What an aggregate required, published and scheduled since it was loaded or made, in that order. */
export interface Journal {
  readonly required: Requirement[];
  readonly published: PublishedEvent[];
  /** One for each step at most: the last one said counts. */
  readonly timers: TimerChange[];
}

// Not a field of the aggregate: the ORM makes entities without running constructors or initialisers, so a field would
// be missing on whatever was loaded, and would be one more property that the ORM must be told to leave alone.
const journals = new WeakMap<object, Journal>();

/** The aggregate's journal; an empty one is made when it is first asked for. */
export function journalOf(aggregate: object): Journal {
  let journal = journals.get(aggregate);
  if (!journal) {
    journal = { required: [], published: [], timers: [] };
    journals.set(aggregate, journal);
  }
  return journal;
}

/** Clears the journal after it was written or discarded; references to the old one keep it unchanged. */
export function clearJournal(aggregate: object): void {
  journals.delete(aggregate);
}

type CamelCase<Words extends string> = Words extends `${infer Head} ${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Words;

/** The field in which an event names its own subject: `job` gives `jobId`, `repair order` gives `repairOrderId`. */
export type OwnIdField<Subject extends string> = string extends Subject ? never : `${CamelCase<Subject>}Id`;

/** What of an event message must be given: all but the fields that the aggregate fills by itself. */
export type Facts<Message, Subject extends string> = Omit<
  Message,
  'stationId' | 'visitId' | 'at' | OwnIdField<Subject>
>;

/** The facts as a last parameter, which may be left out where there is nothing that must be given. */
export type FactsParameter<F> = [keyof F] extends [never]
  ? [facts?: Record<string, never>]
  : Record<never, never> extends F
    ? [facts?: F]
    : [facts: F];

/** The facts of the event in a step's row; a step that publishes nothing takes none. */
export type StepFacts<Row, Events, Subject extends string> = Row extends {
  readonly event: infer E extends keyof Events;
}
  ? FactsParameter<Facts<Events[E], Subject>>
  : [];

// Functions rather than methods, because a `#method` needs the constructor to have run too, and a plain one could be
// called by the subclasses.

function write<Status extends string>(aggregate: { readonly status: Status }, status: Status): void {
  (aggregate as { status: Status }).status = status;
}

let published = 0;

function append(
  aggregate: { id: string; eventStation: string | undefined; visitId?: string; standardVersion?: string },
  subject: string,
  name: string,
  at: Date,
  facts: object | undefined,
): void {
  const { id, eventStation: stationId, standardVersion } = aggregate;
  const ownIdField = subject.replace(/ (.)/g, (_, first: string) => first.toUpperCase()) + 'Id';
  // The visit itself belongs to a visit too: its own.
  const visitId = aggregate.visitId ?? (ownIdField === 'visitId' ? id : undefined);
  // Null as well as undefined: that is what the ORM makes of an empty column.
  const about = {
    ...(stationId == null ? {} : { stationId }),
    ...(visitId == null ? {} : { visitId }),
  };
  // Types are all that is known of the messages here, not which fields they have: what a message doesn't know is left
  // aside when it is encoded.
  const payload = { ...facts, ...about, [ownIdField]: id, at };
  journalOf(aggregate).published.push({
    order: (published += 1),
    name,
    payload,
    at,
    subjectId: id,
    ...about,
    ...(standardVersion == null ? {} : { standardVersion }),
  });
}

function timerStation({ id, stationId }: { id: string; stationId: string | undefined }): string {
  if (stationId === undefined) throw new Error(`${id} belongs to the network: only a station's aggregate has timers`);
  return stationId;
}

function setTimer(aggregate: object, change: TimerChange): void {
  const { timers } = journalOf(aggregate);
  const earlier = timers.findIndex(({ step }) => step === change.step);
  if (earlier >= 0) timers.splice(earlier, 1);
  timers.push(change);
}

/** Names a visit, with the version of the standard that counts for it. */
export interface VisitRef {
  stationId: string;
  visitId: string;
  /** Empty, null or left out: no version is known. */
  standardVersion?: string | null | undefined;
}

/** Whose an aggregate is: a station's, or the whole network's. */
export type Scope = 'station' | 'network';

/** Identity of a new aggregate of a station. */
export interface StationBeginning extends Omit<VisitRef, 'visitId'> {
  id: string;
  /** Empty, null or left out: it belongs to no visit. */
  visitId?: string | null | undefined;
}

/** Identity of a new aggregate. One of the network has no station, and belongs to no visit. */
export type Beginning<S extends Scope = 'station'> = S extends 'station' ? StationBeginning : { id: string };

/**
 * Base of what has a life of its own: an identity, a status that only steps change, rules that its steps require, and
 * events that tell of them. It knows neither clock nor store: time, ids and what others know come in as data.
 *
 * ```ts
 * export class Job extends Aggregate<typeof jobSteps, JobEvents, 'job'> {
 *   declare operation: string;
 *   technicianId: string | null = null;
 *   protected get steps() { return jobSteps; }
 *   protected get subject() { return 'job' as const; }
 *
 *   static open(job: Beginning, operation: string, at: Date): Job {
 *     const opened = new Job();
 *     opened.begin(job, 'planned');
 *     opened.operation = operation;
 *     opened.publish('JobOpened', at, { operation });
 *     return opened;
 *   }
 *
 *   start(technicianId: string, at: Date): void {
 *     this.requires('REP-D01', this.authorised, 'JOB_NOT_AUTHORISED');
 *     this.technicianId = technicianId;
 *     this.step('start', at, { technicianId });
 *   }
 * }
 * ```
 *
 * `Subject` is what `subject` returns. Without it the compiler can't know the aggregate's own id field, so each event
 * must then be given that as well. `S` says whose the aggregate is; its mapping says the same.
 *
 * Each field is a column. A field that starts empty says so by an initialiser, a nullable column by `= null`: it is run for
 * a new aggregate only. A loaded one has run no constructor and no initialiser, its fields come from its row. So a subclass
 * declares the other fields (`declare`), sets them where it calls `begin`, and has no `#private` ones.
 */
export abstract class Aggregate<
  Table extends StepTable,
  Events = Record<never, never>,
  Subject extends string = string,
  S extends Scope = 'station',
> {
  declare id: string;
  declare readonly stationId: S extends 'station' ? string : undefined;
  /** Written by `begin` and `step` only. */
  declare readonly status: StatusOf<Table>;
  declare visitId?: string;
  /** Version of the standard that counts for the visit; fixed when the visit's id is made. */
  declare standardVersion?: string;
  /** The store's guard against lost updates; no revision that people see. */
  declare version: number;

  protected abstract get steps(): Table;

  /** What it is called, in words: `job`, `repair order`. Stands in errors and makes the own id field of events. */
  protected abstract get subject(): Subject;

  /** Station that its events name: its own. One of the network says here whose events they are, where they are a station's. */
  get eventStation(): string | undefined {
    return this.stationId;
  }

  /**
   * Gives a new aggregate its identity and first status. Publishes nothing: the event of the birth carries facts of its
   * own, so it is published by name.
   *
   * @throws Error when it has an identity already
   */
  protected begin(beginning: Beginning<S>, status: StatusOf<Table>): void {
    if (this.id !== undefined) throw new Error(`${this.subject} ${this.id} has begun already`);
    const { id, stationId, visitId, standardVersion }: { id: string } & Partial<StationBeginning> = beginning;
    Object.assign(this, { id, ...(stationId !== undefined && { stationId }) });
    if (visitId) this.visitId = visitId;
    if (standardVersion) this.standardVersion = standardVersion;
    write(this, status);
  }

  /**
   * Makes a step: the only way from one status to another. Publishes the event of the step's row, if it has one.
   *
   * @param at when it happened
   * @param facts of the event, as for `publish`
   * @throws WrongState when the row doesn't lead from the present status; nothing is changed or published then
   */
  protected step<V extends keyof Table & string>(
    verb: V,
    at: Date,
    ...facts: StepFacts<Table[V], Events, Subject>
  ): void {
    this.mustAllow(verb);
    const row: StepRow<string> = this.steps[verb]!;
    if (row.to !== undefined) write(this, row.to as StatusOf<Table>);
    if (row.event !== undefined) append(this, this.subject, row.event, at, (facts as readonly object[])[0]);
  }

  /**
   * For what must be known before the facts of a step can be looked up.
   *
   * @throws WrongState when the step can't be made from the present status
   */
  protected mustAllow(verb: keyof Table & string): void {
    mustAllowStep(this.subject, this.steps, verb, this.status);
  }

  /**
   * Publishes an event without a change of status.
   *
   * @param at when it happened
   * @param facts the message without `stationId`, `visitId`, `at` and the aggregate's own id, which are filled from the
   *   aggregate
   */
  protected publish<E extends keyof Events & string>(
    event: E,
    at: Date,
    ...facts: FactsParameter<Facts<Events[E], Subject>>
  ): void {
    append(this, this.subject, event, at, facts[0]);
  }

  /**
   * Says what a rule of the standard asks of this step, and goes on: whether the step is refused, passes by an override
   * or passes with a note is decided by the rule's mode, when everything has been said.
   *
   * @param what slug of what is missing if `holds` is false
   * @param subject which one, where a step requires the same of several; with names where people know it by another text
   *   than its id or code
   */
  protected requires(rule: RuleId, holds: boolean, what: string, subject?: string | Named): void {
    const { required } = journalOf(this);
    if (subject === undefined) required.push({ rule, holds, what });
    else if (typeof subject === 'string') required.push({ rule, holds, what, subject });
    else {
      const { id, en, zh } = subject;
      required.push({ rule, holds, what, subject: id, name: { en, zh } });
    }
  }

  /**
   * Requires that nothing is left in a list: each entry is missing under the rule.
   *
   * @param what slug of what each entry lacks
   * @param left entries that break the rule, by their ids or codes; empty: the rule holds
   */
  protected requiresNone(rule: RuleId, what: string, left: Iterable<string | Named>): void {
    for (const subject of left) this.requires(rule, false, what, subject);
  }

  /**
   * Has a step made by itself at a time; moves it if it was to be made at another. A time that is past is due now: a step
   * that must not be made late decides so when it is made.
   */
  protected schedule(step: string, at: Date): void {
    setTimer(this, { step, subjectId: this.id, at, stationId: timerStation(this) });
  }

  /** Takes off what `schedule` set; nothing happens if nothing was set. */
  protected unschedule(step: string): void {
    setTimer(this, { step, subjectId: this.id, stationId: timerStation(this) });
  }
}
