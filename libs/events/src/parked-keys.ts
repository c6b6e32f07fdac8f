import type { Database } from '@waystation/store';
import type { IncomingMessage } from './bus.ts';
import { asRelay, isWaiting } from './cursors.ts';

/** A message with its event number; undefined if it is unreadable. */
export interface NumberedMessage {
  message: IncomingMessage;
  seq: bigint | undefined;
}

/** SQL that stores messages of keys. @param keys SQL for the keys */
const keep = (keys: string) => `
insert into parked_event (topic, key, seq, partition, kafka_offset, headers, payload, error)
select $1, key, seq, $2, kafka_offset, headers, payload, $3
from unnest($4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::bytea[]) as m (key, seq, kafka_offset, headers, payload)
where key in (${keys}) order by kafka_offset
on conflict (topic, partition, kafka_offset) do nothing`;

const park = `
insert into consumer_cursor as c (topic, key, seq, parked) values ($1, $2, 0, true)
on conflict (topic, key) do update set parked = true, consumed_at = now()`;

const lockKeys = `select key from consumer_cursor where topic = $1 and key = any($2::text[]) order by key for update`;

const stillWaiting = (keys: string) =>
  `select c.key from consumer_cursor c where c.topic = $1 and c.key = any(${keys}::text[]) and ${isWaiting}`;

const keepAll = keep('select unnest($4::text[])');
const keepWhatWaits = keep(stillWaiting('$4'));

/** Key under which a message is parked; all messages without a key share the empty key. */
export function keyOf(message: IncomingMessage): string {
  return message.key ?? '';
}

/** Parks a key with a failed event; later events of the key then wait. Idempotent. */
export async function parkKey(database: Database, message: NumberedMessage, error: string): Promise<void> {
  const { topic } = message.message;
  const key = keyOf(message.message);
  await asRelay(database, [
    { text: park, values: [topic, key] },
    { text: keepAll, values: valuesOf([message], error) },
  ]);
}

/**
 * Stores later events of parked keys behind the waiting ones. Takes the lock of a release, because a key may have been
 * released meanwhile.
 *
 * @param messages at least one, all of one partition
 * @returns keys that were released meanwhile: their events were not stored
 */
export async function keepWaiting(
  database: Database,
  topic: string,
  messages: readonly NumberedMessage[],
): Promise<Set<string>> {
  const keys = [...new Set(messages.map(({ message }) => keyOf(message)))];
  // Locks first: only a statement that begins afterwards sees the result of an earlier release. Queries before it stores:
  // otherwise the stored events would count as waiting.
  const [, waiting] = await asRelay(database, [
    { text: lockKeys, values: [topic, keys] },
    { text: stillWaiting('$2'), values: [topic, keys] },
    { text: keepWhatWaits, values: valuesOf(messages, 'waits behind an earlier event of its key') },
  ]);
  const still = new Set(waiting!.map(({ key }) => key as string));
  return new Set(keys.filter((key) => !still.has(key)));
}

function valuesOf(messages: readonly NumberedMessage[], error: string): unknown[] {
  const { topic, partition } = messages[0]!.message;
  return [
    topic,
    partition,
    error.slice(0, 4_000),
    messages.map(({ message }) => keyOf(message)),
    messages.map(({ seq }) => (seq === undefined ? null : String(seq))),
    messages.map(({ message }) => String(message.offset)),
    messages.map(({ message }) => JSON.stringify(message.headers)),
    messages.map(({ message }) => message.value),
  ];
}
