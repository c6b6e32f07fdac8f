import type { Named } from './errors.ts';
import type { Requirement, RuleId } from './rules.ts';
import { mustAllowStep, type StatusOf, type StepRow, type StepTable } from './steps.ts';

/** Event that an aggregate published during a call: the fields of the message and of its envelope. */
export interface PublishedEvent {
  /** Rises with each event of the process, so that events of several aggregates in one step keep their order. */
  order: number;
  /** Name of the message without its package, such as `JobStarted`. */
  name: string;
  /**
   * Fields of the message in ts-proto's spelling. May hold fields that the message does not have (see `append`), and
   * lacks `visitId` if the aggregate belongs to no visit, so build the message with `fromPartial` before encoding it.
   */
  payload: Record<string, unknown>;
  /** Time at which it happened in the station, not at which it was recorded. */
  at: Date;
  subjectId: string;
  visitId?: string;
  stationId?: string;
  standardVersion?: string;
}

/** Change of a timer, which takes a step at a given time. */
export interface TimerChange {
  /** Class name of the step: `RemindCustomer`. */
  step: string;
  subjectId: string;
  /** Due time; absent: the timer is cancelled. */
  at?: Date;
  stationId: string;
}

/** Requirements, events and timers of an aggregate since it was loaded or made, each in the order of the calls. */
export interface Journal {
  readonly required: Requirement[];
  readonly published: PublishedEvent[];
  /** At most one change per step: the last call counts. */
  readonly timers: TimerChange[];
}

// Not a field of the aggregate: the ORM creates entities without running constructors or initialisers, so loaded
// aggregates would lack the field, and the mapping would have to exclude it.
const journals = new WeakMap<object, Journal>();

/** Journal of an aggregate; the first call creates an empty one. */
export function journalOf(aggregate: object): Journal {
  let journal = journals.get(aggregate);
  if (!journal) {
    journal = { required: [], published: [], timers: [] };
    journals.set(aggregate, journal);
  }
  return journal;
}

/**
 * Gives an aggregate an empty journal once the old one is written or discarded. References to the old one stay valid.
 */
export function clearJournal(aggregate: object): void {
  journals.delete(aggregate);
}

type CamelCase<Words extends string> = Words extends `${infer Head} ${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Words;

/** Field in which an event names its subject: `job` gives `jobId`, `repair order` gives `repairOrderId`. */
export type OwnIdField<Subject extends string> = string extends Subject ? never : `${CamelCase<Subject>}Id`;

/** Fields of an event message that the caller passes: all except those that the aggregate fills in. */
export type Facts<Message, Subject extends string> = Omit<
  Message,
  'stationId' | 'visitId' | 'at' | OwnIdField<Subject>
>;

/** Facts as the last parameter, which is optional if no fact is required. */
export type FactsParameter<F> = [keyof F] extends [never]
  ? [facts?: Record<string, never>]
  : Record<never, never> extends F
    ? [facts?: F]
    : [facts: F];

/** Facts of the event in a step's row; a step that publishes nothing takes none. */
export type StepFacts<Row, Events, Subject extends string> = Row extends {
  readonly event: infer E extends keyof Events;
}
  ? FactsParameter<Facts<Events[E], Subject>>
  : [];

// Functions instead of methods: a `#method` exists only if the constructor has run, and subclasses could call an
// ordinary method.

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
  // A visit belongs to itself.
  const visitId = aggregate.visitId ?? (ownIdField === 'visitId' ? id : undefined);
  // `== null` covers undefined and null, which the ORM returns for an empty column.
  const about = {
    ...(stationId == null ? {} : { stationId }),
    ...(visitId == null ? {} : { visitId }),
  };
  // Only the types of the messages are known here, not their fields. Encoding drops fields that a message does not
  // have.
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

/** Reference to a visit, with the version of the standard in force for it. */
export interface VisitRef {
  stationId: string;
  visitId: string;
  /** Empty, null or absent: unknown. */
  standardVersion?: string | null | undefined;
}

/** Owner of an aggregate: a station or the whole network. */
export type Scope = 'station' | 'network';

/** Identity of a new aggregate of a station. */
export interface StationBeginning extends Omit<VisitRef, 'visitId'> {
  id: string;
  /** Empty, null or absent: the aggregate belongs to no visit. */
  visitId?: string | null | undefined;
}

/** Identity of a new aggregate. An aggregate of the network has no station and no visit. */
export type Beginning<S extends Scope = 'station'> = S extends 'station' ? StationBeginning : { id: string };

/**
 * Base class of aggregates: objects with an identity, a status that only steps change, rules that the steps require,
 * and events about the steps. It uses neither clock nor store: times, ids and data of other aggregates are parameters.
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
 * `Subject` is the return type of `subject`. Without it the compiler does not know the aggregate's own id field, so
 * each event must pass it. `S` is the owner of the aggregate and must match the mapping.
 *
 * Each field is a column. A field that starts empty has an initialiser, a nullable column `= null`; initialisers run
 * only for new aggregates. A loaded aggregate gets its fields from its row without constructor or initialisers. So a
 * subclass declares the other fields with `declare`, sets them where it calls `begin`, and has no `#private` fields.
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
  /** Version of the standard in force for the visit; fixed when the visit's id is made. */
  declare standardVersion?: string;
  /** Row version against lost updates; not a revision that people see. */
  declare version: number;

  protected abstract get steps(): Table;

  /** Name of the aggregate in words: `job`, `repair order`. Used in errors and for the id field of its events. */
  protected abstract get subject(): Subject;

  /**
   * Station named in the events: the aggregate's station. An aggregate of the network overrides it if it serves one
   * station.
   */
  get eventStation(): string | undefined {
    return this.stationId;
  }

  /**
   * Gives a new aggregate its identity and first status. Publishes nothing: the caller publishes the first event, since
   * only the caller has its facts.
   *
   * @throws Error if the aggregate already has an identity
   */
  protected begin(beginning: Beginning<S>, status: StatusOf<Table>): void {
    if (this.id !== undefined) throw new Error(`${this.subject} ${this.id} already has an identity`);
    const { id, stationId, visitId, standardVersion }: { id: string } & Partial<StationBeginning> = beginning;
    Object.assign(this, { id, ...(stationId !== undefined && { stationId }) });
    if (visitId) this.visitId = visitId;
    if (standardVersion) this.standardVersion = standardVersion;
    write(this, status);
  }

  /**
   * Takes a step, which is the only way to change the status. Publishes the event of the step's row, if it has one.
   *
   * @param at time at which it happened
   * @param facts of the event, as for `publish`
   * @throws WrongState if the step is not possible in the current status; nothing is changed or published then
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
   * Checks that a step is possible, for models that must know this before they collect its facts.
   *
   * @throws WrongState if the step is not possible in the current status
   */
  protected mustAllow(verb: keyof Table & string): void {
    mustAllowStep(this.subject, this.steps, verb, this.status);
  }

  /**
   * Publishes an event without a change of status.
   *
   * @param at time at which it happened
   * @param facts the message without `stationId`, `visitId`, `at` and the aggregate's own id, which are filled in
   */
  protected publish<E extends keyof Events & string>(
    event: E,
    at: Date,
    ...facts: FactsParameter<Facts<Events[E], Subject>>
  ): void {
    append(this, this.subject, event, at, facts[0]);
  }

  /**
   * Records a requirement of a rule of the standard without stopping the step. At the end of the step the runner judges
   * all requirements by the modes of their rules: it refuses the step, uses an override or records a deviation.
   *
   * @param requirement slug that names the missing thing if `holds` is false
   * @param subject id or code of the thing, if a step requires the same of several; with names if people do not read
   *   the id or code
   */
  protected requires(rule: RuleId, holds: boolean, requirement: string, subject?: string | Named): void {
    const { required } = journalOf(this);
    if (subject === undefined) required.push({ rule, holds, requirement });
    else if (typeof subject === 'string') required.push({ rule, holds, requirement, subject });
    else {
      const { id, en, zh } = subject;
      required.push({ rule, holds, requirement, subject: id, name: { en, zh } });
    }
  }

  /**
   * Requires that a list is empty: each entry breaks the rule.
   *
   * @param requirement slug that names what each entry lacks
   * @param left ids or codes of the entries that break the rule
   */
  protected requiresNone(rule: RuleId, requirement: string, left: Iterable<string | Named>): void {
    for (const subject of left) this.requires(rule, false, requirement, subject);
  }

  /**
   * Sets or moves the timer of a step. A time in the past is due immediately, so a step that must not run late checks
   * the time itself.
   */
  protected schedule(step: string, at: Date): void {
    setTimer(this, { step, subjectId: this.id, at, stationId: timerStation(this) });
  }

  /** Cancels the timer of a step, if there is one. */
  protected unschedule(step: string): void {
    setTimer(this, { step, subjectId: this.id, stationId: timerStation(this) });
  }
}
