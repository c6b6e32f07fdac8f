import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chainHash, ownHash, topics as allTopics, type IncomingMessage } from '@waystation/events';
import type { Postgres } from '@waystation/stack';
import { actedOnce, type Caused } from './causation-check.ts';
import { check, type Check } from './check.ts';
import { ask } from './databases.ts';
import { databases, services } from './probes.ts';
import { readOf, type Read, type Topics } from './topics-read.ts';

interface OutboxRow extends Caused {
  event_id: string;
  hash: string;
  payload: string;
  published: boolean;
}

/** Identifies an event in its outbox and its topic. */
const place = (topic: string, key: string, seq: bigint | string) => `${topic} ${key} ${seq}`;

/** Checks of outboxes, topics, consumers, reference data and parked keys. */
export async function eventChecks(postgres: Postgres, topics: Topics, home: string): Promise<Check[]> {
  const rows: OutboxRow[] = [];
  const streams: { database: string; topic: string; key: string; last_seq: string; hash: string }[] = [];
  for (const database of databases) {
    const sql = `select topic, key, seq, event_id, type, encode(hash, 'hex') as hash, headers, payload,
                 created_at::text as created_at, published_at is not null as published from outbox order by topic, key, seq`;
    rows.push(...(await ask<OutboxRow>(postgres, database, sql)));
    const last = `select topic, key, last_seq, encode(last_hash, 'hex') as hash from outbox_stream`;
    const found = await ask<Omit<(typeof streams)[number], 'database'>>(postgres, database, last);
    streams.push(...found.map((stream) => ({ database, ...stream })));
  }
  const messages = await topics.readAll();
  const read = new Map(
    [...messages].filter(([topic]) => !topic.endsWith('.dlq.v1')).map(([topic, all]) => [topic, all.map(readOf)]),
  );
  const ends = endsOf(read);
  return [
    published(rows),
    numbered(rows, streams),
    inOrder(read),
    chained(read),
    sameAsOutbox(rows, read),
    actedOnce(rows),
    await consumed(postgres, topics, ends, home),
    await referenced(postgres, ends),
    await nothingParked(postgres, messages),
  ];
}

function published(rows: readonly OutboxRow[]): Check {
  const waiting = rows.filter((row) => !row.published);
  return check(
    'every outbox row is published',
    `${rows.length} rows`,
    waiting.map(({ topic, key, seq }) => `not published: ${place(topic, key, seq)}`),
  );
}

/** Checks that numbers run 1..n without a gap, the hash chain is intact, and the stream row has the last number and hash. */
function numbered(
  rows: readonly OutboxRow[],
  streams: readonly { topic: string; key: string; last_seq: string; hash: string }[],
): Check {
  const faults: string[] = [];
  const byKey = Map.groupBy(rows, ({ topic, key }) => `${topic} ${key}`);
  for (const [key, each] of byKey) {
    let before: Buffer | undefined;
    each.forEach((row, index) => {
      if (row.seq !== String(index + 1)) faults.push(`${key}: number ${row.seq} is at position ${index + 1}`);
      before = chainHash(before, ownHash(JSON.parse(row.headers) as Record<string, string>, row.payload));
      if (before.toString('hex') !== row.hash) faults.push(`${key}: the chain breaks at ${row.seq}`);
    });
  }
  for (const { topic, key, last_seq, hash } of streams) {
    const last = byKey.get(`${topic} ${key}`)?.at(-1);
    if (last?.seq !== last_seq || last.hash !== hash)
      faults.push(`${topic} ${key}: the stream is at ${last_seq}, its last row at ${last?.seq}`);
  }
  return check('outbox numbers run 1..n, the hash chain is intact', `${byKey.size} keys`, faults);
}

/** Checks that each new number follows the previous one, and that only the same event repeats a number. */
function inOrder(read: ReadonlyMap<string, Read[]>): Check {
  const faults: string[] = [];
  let [repeats, keys] = [0, 0];
  for (const [topic, all] of read) {
    for (const [key, each] of Map.groupBy(all, (one) => one.key)) {
      keys += 1;
      const ids: string[] = [];
      for (const { seq, eventId } of each) {
        const known = ids[Number(seq) - 1];
        if (known === undefined && Number(seq) === ids.length + 1) ids.push(eventId);
        else if (known === eventId) repeats += 1;
        else
          faults.push(
            `${place(topic, key, seq)}: ${known ? 'another event had this number before' : `follows ${ids.length}`}`,
          );
      }
      const partitions = new Set(each.map(({ message }) => message.partition));
      if (partitions.size > 1) faults.push(`${topic} ${key} is in ${partitions.size} partitions`);
    }
  }
  const count = [...read.values()].reduce((sum, all) => sum + all.length, 0);
  return check(
    'on each topic, numbers of a key run 1..n in order, repeats are equal',
    `${count} messages, ${keys} keys, ${repeats} repeats`,
    faults,
  );
}

/** Checks the hash chain with the data of the topic alone. */
function chained(read: ReadonlyMap<string, Read[]>): Check {
  const faults: string[] = [];
  let links = 0;
  for (const [topic, all] of read) {
    for (const [key, each] of Map.groupBy(all, (one) => one.key)) {
      let before: Buffer | undefined;
      for (const { seq, chainHash: expected, message } of once(each)) {
        before = chainHash(before, ownHash(message.headers, message.value?.toString('utf8') ?? ''));
        links += 1;
        if (before.toString('hex') !== expected) faults.push(`the chain breaks at ${place(topic, key, seq)}`);
      }
    }
  }
  return check('on each topic, the hash chain of a key is intact', `${links} links`, faults);
}

/** Checks that the topics contain exactly the events of the outboxes. */
function sameAsOutbox(rows: readonly OutboxRow[], read: ReadonlyMap<string, Read[]>): Check {
  const sent = new Map(rows.map(({ topic, key, seq, event_id }) => [place(topic, key, seq), event_id]));
  const found = new Map(
    [...read].flatMap(([topic, all]) => all.map(({ key, seq, eventId }) => [place(topic, key, seq), eventId])),
  );
  return check('topics hold the events of the outboxes, and nothing else', `${sent.size} events`, [
    ...[...sent].filter(([at, id]) => found.get(at) !== id).map(([at]) => `in the outbox, but not on the topic: ${at}`),
    ...[...found].filter(([at, id]) => sent.get(at) !== id).map(([at]) => `on the topic, but in no outbox: ${at}`),
  ]);
}

/** Checks that the offsets of each group and the cursors of each key are at the end. */
async function consumed(postgres: Postgres, topics: Topics, ends: Ends, home: string): Promise<Check> {
  const faults: string[] = [];
  let cursors = 0;
  for (const service of services) {
    const consumes = consumedBy(service, home);
    if (consumes.length === 0) continue;
    faults.push(...(await topics.behind(service, consumes)));
    const rows = await ask(postgres, service, 'select topic, key, seq from consumer_cursor');
    const at = new Map(rows.map(({ topic, key, seq }) => [`${topic} ${key}`, seq!]));
    for (const topic of consumes) {
      for (const [key, seq] of ends.get(topic) ?? []) {
        cursors += 1;
        const reached = at.get(`${topic} ${key}`);
        if (reached !== String(seq))
          faults.push(`${service} is at ${reached ?? 'nothing'} instead of ${place(topic, key, seq)}`);
      }
    }
  }
  return check('every consumer has reached the end of its topics', `${cursors} cursors`, faults);
}

/** Checks that each service's copy of a state topic has the newest value of each key. */
async function referenced(postgres: Postgres, ends: Ends): Promise<Check> {
  const faults: string[] = [];
  let kept = 0;
  for (const database of databases) {
    const rows = await ask(postgres, database, 'select topic, key, seq from reference_data');
    const at = new Map(rows.map(({ topic, key, seq }) => [`${topic} ${key}`, seq!]));
    for (const topic of new Set(rows.map((row) => row['topic']!))) {
      for (const [key, seq] of ends.get(topic) ?? []) {
        kept += 1;
        const stored = at.get(`${topic} ${key}`);
        if (stored !== String(seq))
          faults.push(`${database} has ${stored ?? 'nothing'} instead of ${place(topic, key, seq)}`);
      }
    }
  }
  return check('reference data holds the newest value of each key', `${kept} values`, faults);
}

async function nothingParked(postgres: Postgres, messages: ReadonlyMap<string, IncomingMessage[]>): Promise<Check> {
  const faults: string[] = [];
  for (const database of databases) {
    const rows = await ask(postgres, database, 'select topic, key, seq, error from parked_event order by id');
    faults.push(...rows.map(({ topic, key, seq, error }) => `${database}: ${topic} ${key} ${seq}: ${error}`));
    const parked = await ask(postgres, database, 'select topic, key from consumer_cursor where parked');
    faults.push(...parked.map(({ topic, key }) => `${database}: ${topic} ${key} is parked`));
  }
  const deadLetters = allTopics.filter(({ kind }) => kind === 'dlq');
  for (const { name } of deadLetters) {
    const count = messages.get(name)?.length ?? 0;
    if (count > 0) faults.push(`${count} messages in ${name}`);
  }
  return check(
    'nothing is parked, no dead letters',
    `${databases.length} databases, ${deadLetters.length} topics`,
    faults,
  );
}

/** Last number of each key, by topic. */
type Ends = ReadonlyMap<string, ReadonlyMap<string, bigint>>;

function endsOf(read: ReadonlyMap<string, Read[]>): Ends {
  return new Map(
    [...read].map(([topic, all]) => {
      const last = new Map<string, bigint>();
      for (const { key, seq } of all) if (seq > (last.get(key) ?? 0n)) last.set(key, seq);
      return [topic, last];
    }),
  );
}

/** Events in the order of their numbers, without repeats. */
function once(read: readonly Read[]): Read[] {
  const first = new Map<bigint, Read>();
  for (const each of read) if (!first.has(each.seq)) first.set(each.seq, each);
  return [...first.values()].toSorted((a, b) => Number(a.seq - b.seq));
}

/** Topics that a service consumes, from its log. */
export function consumedBy(service: string, home: string): string[] {
  const lines = readFileSync(join(home, 'log', `${service}.log`), 'utf8').split('\n');
  const joined = lines.findLast((line) => line.includes('"msg":"consuming"'));
  return joined ? (JSON.parse(joined) as { topics: string[] }).topics : [];
}
