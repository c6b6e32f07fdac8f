import { setTimeout as sleep } from 'node:timers/promises';
import type { Postgres } from '@waystation/stack';
import { ask } from './databases.ts';
import { consumedBy } from './event-checks.ts';
import { databases, services } from './probes.ts';
import type { Topics } from './topics-read.ts';

const quietWithinMs = 120_000;
/** Checks in a row without pending work. An incoming event may cause further outgoing ones. */
const inARow = 3;

/** Waits until outboxes and consumers are drained. @returns seconds waited, or undefined after the limit */
export async function untilQuiet(postgres: Postgres, topics: Topics, home: string): Promise<number | undefined> {
  const began = performance.now();
  for (let quiet = 0; ; await sleep(500)) {
    quiet = (await isQuiet(postgres, topics, home)) ? quiet + 1 : 0;
    const ms = performance.now() - began;
    if (quiet >= inARow) return ms / 1000;
    if (ms > quietWithinMs) return undefined;
  }
}

async function isQuiet(postgres: Postgres, topics: Topics, home: string): Promise<boolean> {
  for (const database of databases) {
    const waiting = await ask(postgres, database, 'select 1 from outbox where published_at is null limit 1');
    if (waiting.length > 0) return false;
  }
  for (const service of services) {
    const consumes = consumedBy(service, home);
    if (consumes.length > 0 && (await topics.behind(service, consumes)).length > 0) return false;
  }
  return true;
}
