import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  Optional,
} from '@nestjs/common';
import { Runner, RunnerContext, standardTopic, type ClassOf, type ReactionClass } from '@waystation/call';
import {
  Backlog,
  ConsumerHost,
  KafkaBus,
  measureEvents,
  Pruner,
  Relay,
  Timers,
  topicOf,
  topics,
} from '@waystation/events';
import { Metrics } from '@waystation/metrics';
import { Database } from '@waystation/store';
import { reactorOf } from './reactor.ts';
import { SERVER_OPTIONS, type ServerOptions } from './server-options.ts';
import { StatesOfProcess } from './states-of-process.ts';
import { SERVICE_DEFINITION, type CompleteDefinition } from './service-definition.ts';

const drainMs = 2_500;

/** Sends and receives the events of a service and fires its timers. */
@Injectable()
export class ServiceEvents implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #context: RunnerContext;
  readonly #consumer: ConsumerHost<ClassOf<ReactionClass>>;
  /** Closed with the service; undefined if the process has consumers for all its services. */
  readonly #ownStates: StatesOfProcess | undefined;
  readonly #relay: Relay;

  constructor(
    @Inject(SERVICE_DEFINITION) definition: CompleteDefinition,
    runner: Runner,
    context: RunnerContext,
    database: Database,
    @Inject(SERVER_OPTIONS)
    { brokers, log: logger, onDeath, kafkaAdminMs: adminMs, isTimeSimulated, states }: ServerOptions,
    @Optional() metrics?: Metrics,
  ) {
    const { name } = definition;
    const bus = new KafkaBus({ brokers, clientId: name, logger, ...(adminMs !== undefined && { adminMs }) });
    const reactor = reactorOf(definition, runner);
    const common = { bus, database, logger, onDeath };
    // Every service applies rules, so each keeps the versions of the standard.
    const keeps = [...new Set([standardTopic, ...definition.keeps.map(topicOf)])];
    const timers = new Timers({
      database,
      starter: reactor,
      clock: context.options.clock,
      logger,
      // Simulated time may jump.
      ...(isTimeSimulated && { pollMs: 250 }),
    });
    this.#context = context;
    this.#consumer = new ConsumerHost({ ...common, group: name, reactor });
    this.#ownStates = states ? undefined : new StatesOfProcess({ name, log: logger, onDeath, kafkaAdminMs: adminMs });
    const state = (states ?? this.#ownStates)!.keep(brokers, { database, topics: keeps });
    const backlog = new Backlog(database, context.options.clock);
    this.#relay = new Relay({
      database,
      bus,
      logger,
      topics: topics.filter(({ owner }) => owner === name).map((topic) => topic.name),
      tasks: [timers, new Pruner({ database, logger }), ...(metrics ? [backlog] : [])],
    });
    const consumers = { reactions: this.#consumer, state };
    if (metrics) measureEvents({ relay: this.#relay, backlog, consumers }, metrics);
  }

  /** Starts in the background, so that the service answers calls during a broker outage. */
  onApplicationBootstrap(): void {
    this.#context.observe(({ events, timers }) => {
      if (events > 0) this.#relay.wake('outbox');
      if (timers > 0) this.#relay.wake('timers');
    });
    this.#relay.start();
    void this.#consumer.start();
    this.#ownStates?.start();
  }

  /** Leaves the consumer groups while open calls continue. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.#consumer.close(), this.#ownStates?.close()]);
  }

  /** Publishes the remaining events of the outbox, then stops the relay. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#drained();
    await this.#relay.stop();
  }

  /** Waits for an empty outbox, up to 2.5 s. The next leader sends the rest, so this only avoids a delay. */
  async #drained(): Promise<void> {
    const end = performance.now() + drainMs;
    // The age is measured before each send, so only the third reading includes the first send.
    for (let looks = 0; performance.now() < end && this.#relay.isLeader; looks += 1) {
      if (looks >= 2 && this.#relay.oldestUnpublishedSeconds === 0) return;
      this.#relay.wake();
      await sleep(50);
    }
  }
}
