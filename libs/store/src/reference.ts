import { NotFound } from '@waystation/model';
import { currentScope } from './command-scope.ts';

/**
 * What `network` and others say of themselves, as far as this service keeps it: the newest message of each key of a state
 * topic, under row level security by the station that it names.
 *
 * ```ts
 * export class Forms extends Reference.of<FormState>('network.form.state.v1') {}
 * ```
 *
 * Values are as ProtoJSON writes them: instants are texts, and so are 64 bit integers; what has its default value is left
 * out. Asked together with the loads of the same turn.
 */
export abstract class Reference<State extends object> {
  /** Given by `of`; not abstract, else a subclass of what `of` answers would have to give it again. */
  declare protected readonly topic: string;

  /** @param topic full name of the state topic; the service lists the message among what it keeps */
  static of<State extends object>(topic: string): ReferenceClass<State> {
    return class extends Reference<State> {
      protected override readonly topic = topic;
    };
  }

  /** The state of a key, or undefined when there is none here, or none for the station. */
  async find(key: string): Promise<AsJson<State> | undefined> {
    return (await this.list([key]))[0];
  }

  /** @throws NotFound named by the topic: `form`, `staff` */
  async get(key: string): Promise<AsJson<State>> {
    const found = await this.find(key);
    if (!found) throw new NotFound(this.topic.split('.')[1]!.replaceAll('-', ' '), key);
    return found;
  }

  /** The states of those keys that are there, at most 1,000. */
  async list(keys: readonly string[]): Promise<AsJson<State>[]> {
    const text = 'select value from reference_data where topic = $1 and key = any($2) order by key limit 1000';
    const rows = await currentScope().query({ text, values: [this.topic, keys] });
    return rows.map(({ value }) => value as AsJson<State>);
  }
}

/** The class of a kind of reference data. */
export interface ReferenceClass<State extends object> {
  new (): Reference<State>;
}

/** A message as ProtoJSON: everything may be left out, instants and 64 bit integers are texts. */
export type AsJson<Message> = Message extends Date | bigint
  ? string
  : Message extends readonly (infer Item)[]
    ? AsJson<Item>[]
    : Message extends object
      ? { [Field in keyof Message]?: AsJson<Exclude<Message[Field], undefined>> }
      : Message;
