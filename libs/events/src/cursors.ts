import { sendBatch, type Database, type Row, type Statement } from '@waystation/store';

/** Progress of a service in the events of a key. */
export interface Cursor {
  /** Number of the last consumed event; undefined without one. */
  seq: bigint | undefined;
  /** True if events of the key wait in `parked_event`: an event could not be consumed, or is being replayed. */
  parked: boolean;
}

/**
 * Sends statements as `_relay`, in one implicit transaction and one round trip; each statement sees what was committed
 * before it.
 *
 * @returns rows of each statement
 * @throws the database error; the transaction is rolled back then
 */
export async function asRelay(database: Database, statements: readonly Statement[]): Promise<Row[][]> {
  const client = await database.lend('relay');
  try {
    const rows = await sendBatch(client, statements);
    database.giveBack(client);
    return rows;
  } catch (error) {
    database.giveBack(client, error);
    throw error;
  }
}

/** SQL condition: events of the key must wait. Also true during a replay, when the cursor is already open. */
export const isWaiting = `(c.parked or exists (select 1 from parked_event p where p.topic = c.topic and p.key = c.key))`;

const read = `select key, seq, ${isWaiting} as parked from consumer_cursor c where topic = $1 and key = any($2::text[])`;

const advance = `
insert into consumer_cursor as c (topic, key, seq) select $1, key, seq from unnest($2::text[], $3::bigint[]) as passed (key, seq) order by key
on conflict (topic, key) do update set seq = excluded.seq, consumed_at = now() where c.seq < excluded.seq`;

/** Cursors of keys of a topic; keys without a cursor are absent. */
export async function readCursors(
  database: Database,
  topic: string,
  keys: readonly string[],
): Promise<Map<string, Cursor>> {
  const [rows] = await asRelay(database, [{ text: read, values: [topic, keys] }]);
  return new Map(
    rows!.map(({ key, seq, parked }) => [key as string, { seq: BigInt(seq as string), parked: parked as boolean }]),
  );
}

/** Statement that advances cursors past events without reactions; never moves a cursor back. */
export function advanceCursors(topic: string, passed: ReadonlyMap<string, bigint>): Statement {
  return { text: advance, values: [topic, [...passed.keys()], [...passed.values()].map(String)] };
}
