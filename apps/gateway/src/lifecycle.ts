import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '@waystation/store';
import type { Logger } from 'pino';
import { Sessions } from './sign-in/sessions.ts';
import { logToken } from './tokens.ts';
import { Backends } from './transcoding/backends.ts';

const pruneEveryMs = 10 * 60_000;

/** What begins and ends with the gateway. */
@Injectable()
export class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  #pruning: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: Sessions,
    private readonly backends: Backends,
    private readonly database: Database,
    @Inject(logToken) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#pruning = setInterval(() => void this.#prune(), pruneEveryMs).unref();
  }

  /** Runs when the last request has its answer. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#pruning);
    await this.sessions.settled();
    this.backends.close();
    await this.database.close();
  }

  async #prune(): Promise<void> {
    const [pruned] = await Promise.allSettled([this.sessions.prune()]);
    if (pruned.status === 'rejected')
      this.log.warn({ err: pruned.reason as unknown }, 'ended sessions could not be removed');
  }
}
