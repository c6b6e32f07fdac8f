import { codecOf, KeyParked, type ArrivedEvent } from '@waystation/events';
import {
  CommandScope,
  crashPoint,
  inScope,
  type Part,
  type Row,
  type Statement,
  type Transaction,
} from '@waystation/store';
import { applyStandard, type Outcome } from './apply-standard.ts';
import type { Call } from './call.ts';
import type { ClassOf, ReactionClass } from './decorators.ts';
import { inTransaction } from './in-transaction.ts';
import { count, type OutcomeWriter } from './outcome-writer.ts';
import type { Caller, RunnerContext, RunReport } from './runner-context.ts';
import { inSpan } from './tracing.ts';

/** An event and the reactions of this service to it. */
export interface Arrival {
  event: ArrivedEvent;
  reactions: readonly ClassOf<ReactionClass>[];
}

/** Thrown by the first load of a reaction whose event was consumed before. Never leaves the run. */
class AlreadyConsumed extends Error {}

/** Runs the reactions to events of different keys and advances the cursors of the keys, in one transaction. */
export class ReactionRun {
  readonly #context: RunnerContext;
  readonly #outcomes: OutcomeWriter;
  readonly #report: RunReport;

  constructor(context: RunnerContext, outcomes: OutcomeWriter, report: RunReport) {
    this.#context = context;
    this.#outcomes = outcomes;
    this.#report = report;
  }

  /** Runs the reactions; skips events that were consumed before. @throws KeyParked if a key is parked */
  consume(arrivals: readonly Arrival[]): Promise<void> {
    return inTransaction(this.#context.database, this.#report, async (transaction) => {
      const parts = await Promise.all(arrivals.map((arrival) => this.#react(transaction, arrival)));
      crashPoint('consumer.loaded');
      const done = parts.filter((part) => part !== undefined);
      await transaction.commit(done.map(({ part }) => part));
      for (const { outcome } of done) count(this.#report, outcome);
      crashPoint('consumer.committed');
    });
  }

  /** @returns the outcome of the reactions to an event, and its statements; undefined if it was consumed before */
  #react(
    transaction: Transaction,
    { event, reactions }: Arrival,
  ): Promise<{ part: Part; outcome: Outcome } | undefined> {
    const { service } = this.#context.options;
    const names = namesOf(reactions);
    return inSpan(`${service}.${names}`, event.traceparent, async () => {
      const caller: Caller = { actor: this.#context.system(event.stationId), causationId: event.eventId };
      const scope = new CommandScope(transaction, event.stationId, {
        statement: findCursor(event),
        judge: (rows) => judgeCursor(rows, event),
      });
      const message = codecOf(event.type).fromJSON(event.value);
      try {
        await Promise.all(
          reactions.map((reaction) => {
            const call = this.#callOf(reaction, event, caller);
            const instance = this.#context.get(reaction) as ReactionClass<object>;
            return inScope(scope, () => instance.execute(message, call));
          }),
        );
        // If no reaction loaded anything, the cursor has not been checked yet.
        const cursor = scope.takePiggyback();
        if (cursor) cursor.judge(await scope.query(cursor.statement));
      } catch (error) {
        if (error instanceof AlreadyConsumed) return undefined;
        throw transaction.error ?? error;
      }
      const outcome = await applyStandard(scope, this.#context, undefined);
      const admission = { stationId: event.stationId, role: undefined };
      const context = this.#context.context(caller.actor, admission, caller, event);
      const outcomes = this.#outcomes.of(outcome, context, undefined, names, event.occurredAt);
      const statements = [...scope.writes(), ...outcomes, advanceCursor(event)];
      return { part: { station: event.stationId, statements }, outcome };
    });
  }

  #callOf({ name }: ClassOf, { stationId, occurredAt, standardVersion }: ArrivedEvent, caller: Caller): Call {
    return this.#context.call(name, caller, stationId, occurredAt, standardVersion);
  }
}

/** Joined names of the classes: `OpenJobsWhenX+BookSlotWhenX`. */
export function namesOf(reactions: readonly ClassOf<ReactionClass>[]): string {
  return reactions.map(({ name }) => name).join('+');
}

function findCursor({ topic, key }: ArrivedEvent): Statement {
  return { text: 'select seq, parked from consumer_cursor where topic = $1 and key = $2', values: [topic, key] };
}

function judgeCursor(rows: readonly Row[], event: ArrivedEvent): void {
  const cursor = rows[0] as { seq: string; parked: boolean } | undefined;
  if (!cursor) return;
  if (cursor.parked) throw new KeyParked(`${event.topic} ${event.key} is parked`);
  if (BigInt(cursor.seq) >= event.seq) throw new AlreadyConsumed();
}

/** Raises a conflict if the key was parked or advanced meanwhile. */
function advanceCursor({ topic, key, seq }: ArrivedEvent): Statement {
  return {
    text:
      'with hit as (insert into consumer_cursor as c (topic, key, seq) values ($1, $2, $3) ' +
      'on conflict (topic, key) do update set seq = excluded.seq, consumed_at = now() where c.seq < excluded.seq and not c.parked returning 1) ' +
      "select must_change((select count(*) from hit), 1, 'consumer_cursor')",
    values: [topic, key, seq],
  };
}
