import type { Database } from '@waystation/store';
import { asRelay } from './cursors.ts';
import { errorText, type Logger } from './logger.ts';

/** Work for the leader: events in the outbox, or timers. */
export type News = 'outbox' | 'timers';

/** Channel of PostgreSQL's NOTIFY on which the leader of a database listens. */
export const newsChannel = 'waystation_news';

const everyMs = 5;

/**
 * Tells the leader, which is another process, about work that this process committed. The notification follows the commit
 * on a connection of the relay's pool: inside the business transaction it would serialise all commits of the database.
 * A notification that is lost costs time only: the leader looks every few seconds anyway.
 */
export class LeaderNews {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #waiting = new Set<News>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(database: Database, logger: Logger) {
    this.#database = database;
    this.#logger = logger;
  }

  /** Notifies the leader within 5 ms, together with other news of that time. Never throws. */
  send(topic: News): void {
    if (this.#closed) return;
    this.#waiting.add(topic);
    this.#timer ??= setTimeout(() => void this.#sendAll(), everyMs);
  }

  /** Drops what was not sent. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #sendAll(): Promise<void> {
    const news = [...this.#waiting];
    this.#waiting.clear();
    try {
      await asRelay(
        this.#database,
        news.map((topic) => ({ text: 'select pg_notify($1, $2)', values: [newsChannel, topic] })),
      );
    } catch (error) {
      this.#logger.info({ news, error: errorText(error) }, 'leader not notified: it finds the work at its next look');
    } finally {
      this.#timer = undefined;
      if (this.#waiting.size > 0) this.send([...this.#waiting][0]!);
    }
  }
}
