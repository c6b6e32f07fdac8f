import type { Statement } from '@waystation/store';
import type { SealedEvent } from './envelope.ts';

// The upsert gives the next number of the key and chains the hashes; its row lock makes the numbers' order the order of
// commits, and a rollback gives the number back. So the statement goes last before the commit, streams sorted.
// The row's hash is that of the chain, which goes out as ce_chainhash; the event's own follows from its headers and
// payload (chain.ts).
const append = `
with s as (
  insert into outbox_stream as t (topic, key, last_seq, last_hash, station_id) values ($2, $3, 1, sha256($4::bytea), $9)
  on conflict (topic, key) do update set last_seq = t.last_seq + 1, last_hash = sha256(t.last_hash || $4::bytea)
  returning last_seq, last_hash)
insert into outbox (event_id, topic, key, seq, hash, station_id, correlation_id, type, headers, payload, occurred_at)
select $1, $2, $3, last_seq, last_hash, $9, $10, $5, $6, $7, $8 from s`;

/** One statement an event, in an order that two transactions share, so that they can't wait for each other. */
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
