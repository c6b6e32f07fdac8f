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

  /** The start has just asked the database. */
  onApplicationBootstrap(): void {
    this.#server.serve(true);
    this.#timer = setInterval(() => void this.#look(), everyMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    const answers = await this.#database.ping().then(
      () => true,
      () => false,
    );
    if (!this.#timer || answers === this.#isServing) return;
    this.#isServing = answers;
    this.#server.serve(answers);
    if (answers) this.#log.info('the database answers again');
    else this.#log.error('the database does not answer');
  }
}
