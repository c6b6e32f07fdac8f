import { createRequire } from 'node:module';
import type { Server, ServiceDefinition, UntypedHandleCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@waystation/store';
import type { HealthImplementation } from 'grpc-health-check';
import { SERVER_OPTIONS, type ServerOptions } from './server-options.ts';

const require = createRequire(import.meta.url);

/** Age up to which an answer of the database is used again. */
const freshMs = 1_000;
/** Interval of the looks while a client watches. */
const watchMs = 2_000;

type Check = (call: unknown, answer: unknown) => void;
type Watch = (call: { on(name: 'cancelled' | 'close', ended: () => void): void }) => void;

/** Health service of gRPC: SERVING while the database answers. It asks the database only if a client asks it. */
@Injectable()
export class Health {
  readonly #database: Database;
  readonly #log: ServerOptions['log'];
  #implementation: HealthImplementation | undefined;
  #names: readonly string[] = [];
  #isServing = true;
  #isClosed = false;
  #look: { at: number; done: Promise<void> } | undefined;

  constructor(database: Database, @Inject(SERVER_OPTIONS) { log }: ServerOptions) {
    this.#database = database;
    this.#log = log;
  }

  /** Serves health checks for the server and for the services of these names. */
  addTo(server: Server, names: readonly string[]): void {
    const { HealthImplementation } = require('grpc-health-check') as typeof import('grpc-health-check');
    this.#names = ['', ...names];
    this.#implementation = new HealthImplementation({});
    this.#tell();
    this.#implementation.addToServer({
      addService: (service: ServiceDefinition, handlers: UntypedServiceImplementation) =>
        server.addService(service, {
          ...handlers,
          check: this.#checking(handlers['check'] as Check),
          watch: this.#watching(handlers['watch'] as Watch),
        }),
    });
  }

  /** True while the database answers, asked at most once a second, and the service is not closing. Never rejects. */
  async isServing(): Promise<boolean> {
    if (!this.#isClosed) await this.#lookNow();
    return this.#isServing && !this.#isClosed;
  }

  /** Answers NOT_SERVING from now on. */
  close(): void {
    this.#isClosed = true;
    this.#tell();
  }

  #checking(check: Check): UntypedHandleCall {
    return ((call: unknown, answer: unknown) => void this.#lookNow().then(() => check(call, answer))) as never;
  }

  #watching(watch: Watch): UntypedHandleCall {
    return ((call: Parameters<Watch>[0]) => {
      watch(call);
      const timer = setInterval(() => void this.#lookNow(), watchMs).unref();
      for (const event of ['cancelled', 'close'] as const) call.on(event, () => clearInterval(timer));
      void this.#lookNow();
    }) as never;
  }

  /** Asks the database, unless it has answered within the last second. Never rejects. */
  #lookNow(): Promise<void> {
    const now = performance.now();
    if (!this.#look || now - this.#look.at > freshMs) this.#look = { at: now, done: this.#ask() };
    return this.#look.done;
  }

  async #ask(): Promise<void> {
    const [answered] = await Promise.allSettled([this.#database.ping()]);
    const isServing = answered.status === 'fulfilled';
    if (this.#isClosed || isServing === this.#isServing) return;
    this.#isServing = isServing;
    this.#tell();
    if (isServing) this.#log.info('database answers again: health is SERVING');
    else this.#log.error('database does not answer: health is NOT_SERVING until it does');
  }

  #tell(): void {
    const status = this.#isServing && !this.#isClosed ? 'SERVING' : 'NOT_SERVING';
    for (const name of this.#names) this.#implementation?.setStatus(name, status);
  }
}
