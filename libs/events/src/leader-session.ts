import { isConnectionDoubtful, isDemoted, sendBatch, type Database, type Row, type Statement } from '@waystation/store';
import { newsChannel, type News } from './leader-news.ts';

type Client = Awaited<ReturnType<Database['lend']>>;

/** Lock of the one leading relay of a database. It belongs to the session, so it ends with the session in any case. */
const lock = { text: `select pg_try_advisory_lock(hashtext('waystation.relay')) as leads` };

/** Query: true if the database is read-only, for example a demoted primary. */
export const isReadOnly = { text: `select current_setting('transaction_read_only') = 'on' as is_read_only` };

/** Keep-alive of the server after 10 s of silence; otherwise a leader cut off from the network would keep the lock for hours. */
const keepAlive = ['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count'].map((name, index) => ({
  text: 'select set_config($1, $2, false)',
  values: [name, ['10', '5', '3'][index]],
}));

/**
 * Database session with the leader's lock. Taken out of the pool for its lifetime and then closed, so that nobody else uses
 * it. Must not go through a pooler that shares sessions between transactions.
 */
export class LeaderSession {
  readonly #client: Client;
  readonly #lost = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #ended = false;

  private constructor(client: Client) {
    this.#client = client;
    const lose = (error?: Error) => this.#lost.abort(error ?? new Error('the session has ended'));
    client.on('error', lose);
    client.on('end', () => lose());
  }

  /**
   * Takes the lead if no other relay has it.
   *
   * @returns the session; undefined while another relay leads
   * @throws if the database cannot be reached or is read-only: sent events could not be marked, and steps may write to
   *   another database
   */
  static async tryLead(database: Database): Promise<LeaderSession | undefined> {
    const client = await database.lend('relay');
    try {
      const [readOnly] = await sendBatch(client, [isReadOnly]);
      if (readOnly?.[0]?.['is_read_only']) {
        // With PostgreSQL's code for refused writes.
        throw Object.assign(new Error('the database is read-only'), { code: '25006' });
      }
      const [rows] = await sendBatch(client, [lock]);
      if (!rows?.[0]?.['leads']) {
        database.giveBack(client);
        return undefined;
      }
      const session = new LeaderSession(client);
      await sendBatch(client, keepAlive);
      return session;
    } catch (error) {
      if (isDemoted(error)) database.giveBack(client, error);
      else client.release(true);
      throw error;
    }
  }

  /** Aborts when the session and its lock are lost: nothing may be sent from then on. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * Calls back for each notification of work by another process, from now until the session ends.
   *
   * @throws the database error
   */
  async listen(heard: (topic: News) => void): Promise<void> {
    this.#client.on('notification', ({ payload }) => {
      if (payload === 'outbox' || payload === 'timers') heard(payload);
    });
    await this.run([{ text: `listen ${newsChannel}` }]);
  }

  /**
   * Runs statements in one transaction; calls run one after the other.
   *
   * @throws the database error; the session is lost if the connection failed
   */
  run(statements: readonly Statement[]): Promise<Row[][]> {
    const done = this.#last.then(async () => {
      this.lost.throwIfAborted();
      try {
        return await sendBatch(this.#client, statements);
      } catch (error) {
        if (isConnectionDoubtful(error)) this.#lost.abort(error);
        throw error;
      }
    });
    this.#last = done.catch(() => {});
    return done;
  }

  /** Closes the session and gives up the lead. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#lost.abort(new Error('the session was ended'));
    this.#client.release(true);
  }
}
