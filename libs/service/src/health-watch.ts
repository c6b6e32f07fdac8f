import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@waystation/store';
import { GrpcServer } from './grpc-server.ts';
import { SERVER_OPTIONS, type ServerOptions } from './server-options.ts';

const everyMs = 2_000;

/** Answers health checks with SERVING while the database answers. */
@Injectable()
export class HealthWatch implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #server: GrpcServer;
  readonly #database: Database;
  readonly #log: ServerOptions['log'];
  #timer: NodeJS.Timeout | undefined;
  #isServing = true;

  constructor(server: GrpcServer, database: Database, @Inject(SERVER_OPTIONS) { log }: ServerOptions) {
    this.#server = server;
    this.#database = database;
    this.#log = log;
  }

  /** Starts with SERVING, since the start has just checked the database. */
  onApplicationBootstrap(): void {
    this.#server.serve(true);
    this.#timer = setInterval(() => void this.#check(), everyMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #check(): Promise<void> {
    const answers = await this.#database.ping().then(
      () => true,
      () => false,
    );
    if (!this.#timer || answers === this.#isServing) return;
    this.#isServing = answers;
    this.#server.serve(answers);
    if (answers) this.#log.info('health: the database answers again, the service is SERVING');
    else this.#log.error('health: the database does not answer, the service is NOT_SERVING; checking every 2 s');
  }
}
