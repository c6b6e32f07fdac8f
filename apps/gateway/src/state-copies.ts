import { KafkaBus, StateConsumer } from '@waystation/events';
import type { Database } from '@waystation/store';
import type { Logger } from 'pino';
import { staffTopic, stationTopic } from './store/state-topics.ts';

/** Copies of the staff and station topics in the gateway's database. */
export interface StateCopies {
  close(): Promise<void>;
}

/**
 * Starts in the background: during a broker outage, people already known to the gateway can work.
 *
 * @param onDeath called on a fatal error: the process should exit so that its supervisor restarts it
 */
export function keepStateCopies(
  database: Database,
  brokers: readonly string[],
  log: Logger,
  onDeath: (error: Error) => void,
): StateCopies {
  const bus = new KafkaBus({ brokers, clientId: 'gateway', logger: log });
  const kept = [staffTopic, stationTopic];
  const consumer = new StateConsumer({ bus, database, service: 'gateway', topics: kept, logger: log, onDeath });
  void consumer.start();
  return {
    close: () => consumer.close(),
  };
}
