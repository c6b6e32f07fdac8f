import { setTimeout as sleep } from 'node:timers/promises';
import { standardTopic, type Runner } from '@waystation/call';
import { ConsumerHost, KafkaBus, Pruner, Relay, StateConsumer, Timers, topicOf, topics } from '@waystation/events';
import type { Clock } from '@waystation/model';
import type { Database } from '@waystation/store';
import type { Logger } from 'pino';
import { reactorOf } from './reactor.ts';
import type { CompleteDefinition } from './service-definition.ts';

/** What brings events out and in, and makes the steps of timers. */
export interface EventParts {
  /** There may be something in the outbox. */
  wake(): void;
  /** Takes nothing more in. */
  stopTaking(): Promise<void>;
  /** Lets out what is in the outbox, then ends. */
  drain(withinMs: number): Promise<void>;
}

/** What the event parts of a service need. */
export interface EventPartsOptions {
  definition: CompleteDefinition;
  runner: Runner;
  database: Database;
  clock: Clock;
  brokers: readonly string[];
  log: Logger;
  onDeath: (error: Error) => void;
  /** How patiently Kafka is asked for something, in milliseconds; 30 s when left out. */
  adminMs?: number | undefined;
}

/** Begins in the background: the broker need not be there yet, and a service answers calls without it. */
export function startEvents({
  definition,
  runner,
  database,
  clock,
  brokers,
  log,
  onDeath,
  adminMs,
}: EventPartsOptions): EventParts {
  const { name } = definition;
  const bus = new KafkaBus({ brokers, clientId: name, logger: log, ...(adminMs !== undefined && { adminMs }) });
  const reactor = reactorOf(definition, runner);
  const common = { bus, database, logger: log, onDeath };
  const consumer = new ConsumerHost({ ...common, group: name, reactor });
  // Every service holds rules, so each keeps the versions of the standard.
  const keeps = [...new Set([standardTopic, ...definition.keeps.map(topicOf)])];
  const states = new StateConsumer({ ...common, service: name, topics: keeps });
  const timers = new Timers({ database, starter: reactor, clock, logger: log });
  const relay = new Relay({
    database,
    bus,
    logger: log,
    topics: topics.filter(({ owner }) => owner === name).map((topic) => topic.name),
    tasks: [timers, new Pruner({ database, logger: log })],
  });

  relay.start();
  void consumer.start();
  void states.start();

  return {
    wake: () => relay.wake(),
    stopTaking: async () => {
      await Promise.all([consumer.close(), states.close()]);
    },
    drain: async (withinMs) => {
      await drained(relay, withinMs);
      await relay.stop();
    },
  };
}

/** Whoever leads next sends what is left, so this only spares the wait. */
async function drained(relay: Relay, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  // The age is that of the look before: the second look knows what the first one sent.
  for (let looks = 0; performance.now() < end && relay.isLeader; looks += 1) {
    if (looks >= 2 && relay.oldestUnpublishedSeconds === 0) return;
    relay.wake();
    await sleep(50);
  }
}
