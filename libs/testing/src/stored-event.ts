import { codecOf } from '@waystation/events';

/** Event in the outbox of a service. */
export interface StoredEvent {
  /** Short name such as `JobStarted`. */
  name: string;
  /** Full name of the message. */
  type: string;
  topic: string;
  key: string;
  sequence: bigint;
  stationId: string | null;
  /** Fields of the message by their ts-proto names. */
  fields: Record<string, unknown>;
  headers: Record<string, string>;
  occurredAt: Date;
}

export const selectEvents =
  'select id, type, topic, key, seq, station_id, correlation_id, headers, payload, occurred_at from outbox';

export interface EventRow {
  id: string;
  type: string;
  topic: string;
  key: string;
  seq: string;
  station_id: string | null;
  headers: string;
  payload: string;
  occurred_at: Date;
}

export function storedEvent(row: EventRow): StoredEvent {
  return {
    name: row.type.split('.').pop()!,
    type: row.type,
    topic: row.topic,
    key: row.key,
    sequence: BigInt(row.seq),
    stationId: row.station_id,
    fields: row.payload === '' ? {} : (codecOf(row.type).fromJSON(JSON.parse(row.payload)) as Record<string, unknown>),
    headers: JSON.parse(row.headers) as Record<string, string>,
    occurredAt: row.occurred_at,
  };
}
