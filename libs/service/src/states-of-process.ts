import { KafkaBus, StateConsumer, type StateCopy, type TopicLag } from '@waystation/events';
import type { Logger } from 'pino';

/** Options of the state consumers of a process. */
export interface StatesOfProcessOptions {
  /** Name of the process, for its groups and in the broker's log. */
  name: string;
  log: Logger;
  /** Called on a fatal error: the process should exit so that its supervisor restarts it. */
  onDeath: (error: Error) => void;
  /** Longest wait for an administrative answer of Kafka in milliseconds; 30 s if left out. */
  kafkaAdminMs?: number | undefined;
}

/**
 * State consumers of a process: one for all services that use the same brokers, because an idle consumer costs broker and
 * process the same however many copies it keeps.
 */
export class StatesOfProcess {
  readonly #options: StatesOfProcessOptions;
  readonly #consumers = new Map<string, StateConsumer>();

  constructor(options: StatesOfProcessOptions) {
    this.#options = options;
  }

  /** Adds the copy of a service; to be called before the start. @returns the lags of its topics, for metrics */
  keep(brokers: readonly string[], copy: StateCopy): { lags(): TopicLag[] } {
    const { name, log: logger, onDeath, kafkaAdminMs: adminMs } = this.#options;
    const key = brokers.join();
    let consumer = this.#consumers.get(key);
    if (!consumer) {
      const bus = new KafkaBus({ brokers, clientId: name, logger, ...(adminMs !== undefined && { adminMs }) });
      this.#consumers.set(key, (consumer = new StateConsumer({ bus, name, logger, onDeath })));
    }
    const kept = consumer.keep(copy);
    return { lags: () => kept.lags().filter(({ topic }) => copy.topics.includes(topic)) };
  }

  /** Starts to consume in the background: during a broker outage, services work with the copies they have. */
  start(): void {
    for (const consumer of this.#consumers.values()) void consumer.start();
  }

  /** Leaves the groups; the databases of the copies are no longer used afterwards. Never throws. */
  async close(): Promise<void> {
    await Promise.all([...this.#consumers.values()].map((consumer) => consumer.close()));
  }
}
