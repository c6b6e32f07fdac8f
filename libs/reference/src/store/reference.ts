import { topicOf } from '@waystation/events';
import { currentReads } from '@waystation/store';

/** Reads a state message from ProtoJSON: what ts-proto makes for each. */
interface StateCodec<State> {
  fromJSON(value: unknown): State;
}

/** The class of a kind of reference data. */
export interface ReferenceClass<State> {
  new (): Reference<State>;
  /** Full name of the state message, of which a service that lists the class keeps the newest of each key. */
  readonly keeps: string;
  /** Its topic, under which `reference_data` has it. */
  readonly topic: string;
}

/**
 * State that another service publishes, as far as this one keeps it: the newest message of each key, under row level
 * security by the station that it names.
 *
 * ```ts
 * export class Forms extends Reference.of(FormState, 'waystation.network.v1.FormState') {}
 * ```
 *
 * A step reads it in its transaction, together with the loads of the same turn; a query, or the `ask` of a step, together
 * with what else it reads.
 */
export abstract class Reference<State> {
  /** Given by `of`; not abstract, else a subclass of what `of` answers would have to give it again. */
  declare protected readonly codec: StateCodec<State>;
  declare protected readonly topic: string;

  /** @param keeps full name of the message */
  static of<State>(codec: StateCodec<State>, keeps: string): ReferenceClass<State> {
    const topic = topicOf(keeps);
    return class extends Reference<State> {
      static readonly keeps = keeps;
      static readonly topic = topic;
      protected override readonly codec = codec;
      protected override readonly topic = topic;
    };
  }

  /** The station that the step or query is done for. @throws Error when it is done for none */
  protected get station(): string {
    return currentReads().station;
  }

  /** The state of a key, or undefined where none has arrived, or none of this station. */
  async find(key: string): Promise<State | undefined> {
    return (await this.list([key]))[0];
  }

  /** The states of those keys that are there, at most 1,000. */
  list(keys: readonly string[]): Promise<State[]> {
    return this.select('select value from reference_data where topic = $1 and key = any($2) order by key limit 1000', [
      keys,
    ]);
  }

  /** For a subclass: states by a statement that selects `value`; `$1` is the topic. */
  protected async select(text: string, values: readonly unknown[]): Promise<State[]> {
    const rows = await currentReads().rows(text, [this.topic, ...values]);
    return rows.map(({ value }) => this.codec.fromJSON(value));
  }
}
