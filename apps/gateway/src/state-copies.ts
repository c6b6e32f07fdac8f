import { StatesOfProcess } from '@waystation/service';
import type { Database } from '@waystation/store';
import type { Logger } from 'pino';
import { staffTopic, stationTopic } from './store/state-topics.ts';

/** Resources for the copies. */
export interface CopyOptions {
  database: Database;
  brokers: readonly string[];
  log: Logger;
  /** Called on a fatal error: the process should exit so that its supervisor restarts it. */
  onDeath: (error: Error) => void;
  /** Consumers shared with other parts of the process, which starts and closes them; undefined for separate ones. */
  states: StatesOfProcess | undefined;
}

/**
 * Copies the staff and station topics to the gateway's database, in the background: during a broker outage, people already
 * known to the gateway can work.
 *
 * @returns a function that ends it
 */
export function keepStateCopies({ database, brokers, log, onDeath, states }: CopyOptions): () => Promise<void> {
  const copy = { database, topics: [staffTopic, stationTopic] };
  if (states) {
    states.keep(brokers, copy);
    return () => Promise.resolve();
  }
  const own = new StatesOfProcess({ name: 'gateway', log, onDeath });
  own.keep(brokers, copy);
  own.start();
  return () => own.close();
}
