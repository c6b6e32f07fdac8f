import type { Statement } from '@waystation/store';
import type { SealedEvent } from './envelope.ts';

// The upsert assigns the next number of the key and chains the hashes. Its row lock makes the order of numbers the order of
// commits, and a rollback returns the number; therefore the statement runs last before the commit, with streams sorted.
// The row stores the chain hash, which is sent as ce_chainhash; the event's hash follows from headers and payload (chain.ts).
const append = `
with s as (
  insert into outbox_stream as t (topic, key, last_seq, last_hash, station_id) values ($2, $3, 1, sha256($4::bytea), $9)
  on conflict (topic, key) do update set last_seq = t.last_seq + 1, last_hash = sha256(t.last_hash || $4::bytea)
  returning last_seq, last_hash)
insert into outbox (event_id, topic, key, seq, hash, station_id, correlation_id, type, headers, payload, occurred_at)
select $1, $2, $3, last_seq, last_hash, $9, $10, $5, $6, $7, $8 from s`;

/** One statement per event, sorted by stream, so that two transactions cannot deadlock. */
export function appendToOutbox(events: readonly SealedEvent[]): Statement[] {
  const stream = (event: SealedEvent) => `${event.topic}\n${event.key}`;
  return events
    .toSorted((a, b) => (stream(a) < stream(b) ? -1 : stream(a) > stream(b) ? 1 : 0))
    .map((event) => ({
      text: append,
      values: [
        event.eventId,
        event.topic,
        event.key,
        event.hash,
        event.type,
        event.headers,
        event.payload,
        event.occurredAt,
        event.stationId ?? null,
        event.correlationId ?? null,
      ],
    }));
}
