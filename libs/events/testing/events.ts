import { randomUUID } from 'node:crypto';
import { sendBatch, setStation, type Database } from '@waystation/store';
import type { IncomingMessage, OutgoingMessage } from '../src/bus.ts';
import { chainHash, ownHash } from '../src/chain.ts';
import { sealEvent, type SealedEvent } from '../src/envelope.ts';
import { appendToOutbox } from '../src/outbox.ts';

export const station = '0198c0de-0000-7000-8000-000000000001';

/** A `JobStarted` event of a visit. @param options.topic replaces the topic of the message */
export function jobStarted(
  visitId: string,
  options: { topic?: string; technicianId?: string; type?: string } = {},
): SealedEvent {
  const {
    topic = 'workshop.visit.events.v1',
    technicianId = 'tech-1',
    type = 'waystation.workshop.v1.JobStarted',
  } = options;
  const at = new Date('2026-11-24T08:00:00.123Z');
  const fields = { stationId: station, visitId, jobId: randomUUID(), at, technicianId };
  return sealEvent(
    { id: randomUUID(), type, fields, at, subject: fields.jobId, topic, key: visitId },
    {
      service: 'workshop',
      stationId: station,
      actor: { role: 'technician', id: 'staff-1' },
      correlationId: randomUUID(),
      standardVersion: `${station}:7`,
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    },
    () => {},
  );
}

/** Appends events in one transaction, as the runner does. */
export async function append(database: Database, events: readonly SealedEvent[]): Promise<void> {
  const client = await database.app.connect();
  try {
    await sendBatch(client, [setStation(station), ...appendToOutbox(events)]);
  } finally {
    client.release();
  }
}

/** Message that the relay would send for an event, to test consumers without a relay. */
export function asSent(event: SealedEvent, seq: number, headers: Record<string, string> = {}): OutgoingMessage {
  return {
    topic: event.topic,
    key: event.key,
    value: event.payload === '' ? null : event.payload,
    headers: {
      ...(JSON.parse(event.headers) as Record<string, string>),
      ce_sequence: String(seq).padStart(20, '0'),
      ce_recordedtime: new Date().toISOString(),
      ce_chainhash: '00',
      ...headers,
    },
  };
}

/**
 * Faults in the messages of a topic after removal of repeats by id: gaps in the numbers of a key, and breaks in the hash
 * chain.
 */
export function faultsOf(messages: readonly IncomingMessage[]): {
  faults: string[];
  counts: Map<string, number>;
  repeats: number;
} {
  const faults: string[] = [];
  const counts = new Map<string, number>();
  const chains = new Map<string, Buffer>();
  const seen = new Set<string>();
  let repeats = 0;
  for (const { key = '', headers, value } of messages) {
    const id = headers['ce_id']!;
    if (seen.has(id)) {
      repeats++;
      continue;
    }
    seen.add(id);
    const seq = (counts.get(key) ?? 0) + 1;
    if (Number(headers['ce_sequence']) !== seq)
      faults.push(`${key}: number ${headers['ce_sequence']} instead of ${seq}`);
    counts.set(key, seq);
    const chain = chainHash(chains.get(key), ownHash(headers, value?.toString('utf8') ?? ''));
    if (headers['ce_chainhash'] !== chain.toString('hex')) faults.push(`${key}: hash chain is broken at ${seq}`);
    chains.set(key, chain);
  }
  return { faults, counts, repeats };
}
