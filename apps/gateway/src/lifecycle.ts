import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '@waystation/store';
import type { Logger } from 'pino';
import { Sessions } from './sign-in/sessions.ts';
import { logToken } from './tokens.ts';
import { Backends } from './transcoding/backends.ts';

const pruneEveryMs = 10 * 60_000;

/** Background work and shutdown of the gateway. */
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

  /** Called after the last request is answered. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#pruning);
    await this.sessions.settled();
    this.backends.close();
    await this.database.close();
  }

  async #prune(): Promise<void> {
    const [pruned] = await Promise.allSettled([this.sessions.prune()]);
    if (pruned.status === 'rejected')
      this.log.warn(
        { err: pruned.reason as unknown },
        'gateway: removing expired sessions failed, they stay in the database; retrying in 10 min',
      );
  }
}
