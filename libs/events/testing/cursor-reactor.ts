import {
  crashPoint,
  isConnectionDoubtful,
  sendBatch,
  setStation,
  type Database,
  type Statement,
} from '@waystation/store';
import { KeyParked, type ArrivedEvent, type Reactor } from '../src/arrivals.ts';

/** Reaction to an event: statements that run together with the advance of the cursor. */
export type TestReaction = (event: ArrivedEvent) => Statement[] | Promise<Statement[]>;

/** Records an effect, without a unique key, so that a second effect is visible. */
export const keepEffect: TestReaction = ({ topic, key, seq, eventId }) => [
  {
    text: 'insert into effect (topic, key, seq, event_id) values ($1, $2, $3, $4)',
    values: [topic, key, String(seq), eventId],
  },
];

/** Table for `keepEffect`. */
export const effectMigration = {
  name: '0001-effect',
  sql: [
    `create table effect (id bigint generated always as identity, topic text, key text, seq bigint, event_id text,
       at timestamptz not null default clock_timestamp())`,
    'grant select, insert on effect to {app}',
  ],
};

/** Reactor like the runner, but with plain statements: checks the cursor, writes effect and cursor in one transaction. */
export class CursorReactor implements Reactor<TestReaction> {
  readonly #database: Database;
  readonly #reactions: Record<string, TestReaction[]>;
  /** Number of events of each call. */
  readonly calls: number[] = [];

  /** @param reactions by full name of the message */
  constructor(database: Database, reactions: Record<string, TestReaction[]>) {
    this.#database = database;
    this.#reactions = reactions;
  }

  reactionsTo(type: string): readonly TestReaction[] {
    return this.#reactions[type] ?? [];
  }

  async react(arrivals: readonly { event: ArrivedEvent; reactions: readonly TestReaction[] }[]): Promise<void> {
    this.calls.push(arrivals.length);
    const client = await this.#database.lend('app');
    let thrown: unknown;
    try {
      const cursors = await sendBatch(client, [
        { text: 'begin' },
        ...arrivals.map(({ event }) => ({
          text: 'select seq, parked from consumer_cursor where topic = $1 and key = $2',
          values: [event.topic, event.key],
        })),
      ]);
      crashPoint('consumer.loaded');
      const writes: Statement[] = [];
      for (const [index, { event, reactions }] of arrivals.entries()) {
        const cursor = cursors[index + 1]![0];
        if (cursor?.['parked']) throw new KeyParked(event.key);
        if (cursor && BigInt(cursor['seq'] as string) >= event.seq) continue;
        writes.push(setStation(event.stationId));
        for (const reaction of reactions) writes.push(...(await reaction(event)));
        writes.push({
          text:
            'with hit as (insert into consumer_cursor as c (topic, key, seq) values ($1, $2, $3) ' +
            'on conflict (topic, key) do update set seq = excluded.seq, consumed_at = now() where c.seq < excluded.seq and not c.parked returning 1) ' +
            "select must_change((select count(*) from hit), 1, 'consumer_cursor')",
          values: [event.topic, event.key, String(event.seq)],
        });
      }
      await sendBatch(client, [...writes, { text: 'commit' }]);
      crashPoint('consumer.committed');
    } catch (error) {
      thrown = error;
      throw error;
    } finally {
      // Closed after an error, because its transaction may still be open.
      if (thrown === undefined || isConnectionDoubtful(thrown)) this.#database.giveBack(client, thrown);
      else client.release(true);
    }
  }
}
