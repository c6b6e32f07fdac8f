import { sendBatch, type Database, type Row, type Statement } from '@waystation/store';

/** How far a key has been consumed. */
export interface Cursor {
  /** Undefined when nothing of the key has been. */
  seq: bigint | undefined;
  /** Whether its events wait in `parked_event`: something of it could not be consumed, or is being replayed. */
  parked: boolean;
}

/**
 * Sends statements as `_relay`, as one implicit transaction in one round trip; each sees what was committed before it
 * began. Answers their rows.
 *
 * @throws what the database says; nothing of it is left then
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

/** Whether events of a key have to wait: also while they are replayed, when the cursor itself is open again. */
export const isWaiting = `(c.parked or exists (select 1 from parked_event p where p.topic = c.topic and p.key = c.key))`;

const read = `select key, seq, ${isWaiting} as parked from consumer_cursor c where topic = $1 and key = any($2::text[])`;

const advance = `
insert into consumer_cursor as c (topic, key, seq) select $1, key, seq from unnest($2::text[], $3::bigint[]) as passed (key, seq) order by key
on conflict (topic, key) do update set seq = excluded.seq, consumed_at = now() where c.seq < excluded.seq`;

/** The cursors of keys of a topic; those that have none are absent. */
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

/** Advances cursors past events that nobody reacts to; one that stands further already is left. */
export function advanceCursors(topic: string, passed: ReadonlyMap<string, bigint>): Statement {
  return { text: advance, values: [topic, [...passed.keys()], [...passed.values()].map(String)] };
}
