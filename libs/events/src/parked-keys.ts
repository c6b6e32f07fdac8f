import type { Database } from '@waystation/store';
import type { IncomingMessage } from './bus.ts';
import { asRelay, isWaiting } from './cursors.ts';

/** A message and its number; undefined where it could not be read. */
export interface NumberedMessage {
  message: IncomingMessage;
  seq: bigint | undefined;
}

/** @param keys SQL for the keys whose parcels are kept */
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

/** The key under which a message is parked; one without a key waits with all others that have none. */
export function keyOf(message: IncomingMessage): string {
  return message.key ?? '';
}

/** Parks a key: this event of it, and by that all later ones. To do it again changes nothing. */
export async function parkKey(database: Database, message: NumberedMessage, error: string): Promise<void> {
  const { topic } = message.message;
  const key = keyOf(message.message);
  await asRelay(database, [
    { text: park, values: [topic, key] },
    { text: keepAll, values: valuesOf([message], error) },
  ]);
}

/**
 * Puts later events of parked keys behind the others. A key may have been released meanwhile; under the lock that a
 * release takes, too, that is certain one way or the other.
 *
 * @param parcels of one partition, at least one
 * @returns keys that were released meanwhile: nothing of theirs was kept
 */
export async function keepWaiting(
  database: Database,
  topic: string,
  messages: readonly NumberedMessage[],
): Promise<Set<string>> {
  const keys = [...new Set(messages.map(({ message }) => keyOf(message)))];
  // Locked first: only a statement that begins after it sees what the release before it left. Asked before anything is
  // kept: what waits would else be found waiting for itself.
  const [, waiting] = await asRelay(database, [
    { text: lockKeys, values: [topic, keys] },
    { text: stillWaiting('$2'), values: [topic, keys] },
    { text: keepWhatWaits, values: valuesOf(messages, 'waits piggyback an earlier event of its key') },
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
