import { KafkaBus, StateConsumer } from '@waystation/events';
import type { Database } from '@waystation/store';
import type { Logger } from 'pino';
import { staffTopic, stationTopic } from './store/state-topics.ts';

/** The gateway's copies of staff and stations, kept up to date. */
export interface StateCopies {
  close(): Promise<void>;
}

/**
 * Begins in the background: the broker need not be there, and people whom the gateway knows go on working meanwhile.
 *
 * @param onDeath told when it can't go on, so that the process ends and its supervisor starts another
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
