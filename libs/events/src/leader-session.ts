import { isConnectionDoubtful, isDemoted, sendBatch, type Database, type Row, type Statement } from '@waystation/store';
import { newsChannel, type News } from './leader-news.ts';

type Client = Awaited<ReturnType<Database['lend']>>;

/** One relay leads in each database; the lock is the session's, so it ends with it, however that comes about. */
const lock = { text: `select pg_try_advisory_lock(hashtext('waystation.relay')) as leads` };

/** Says whether the database takes no changes, as one that another has taken the place of. */
export const isReadOnly = { text: `select current_setting('transaction_read_only') = 'on' as is_read_only` };

/** The server looks after 10 s of silence whether the other end is there: a leader that fell off the net would else keep the lock for hours. */
const keepAlive = ['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count'].map((name, index) => ({
  text: 'select set_config($1, $2, false)',
  values: [name, ['10', '5', '3'][index]],
}));

/**
 * The session that holds the leader's lock. It is taken out of the pool for as long as it lives and closed at its end, so
 * nobody else ever works on it. It must not go through a pooler that shares sessions between transactions.
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
   * Takes the lead if nobody has it.
   *
   * @returns the session, or undefined while another leads
   * @throws when the database can't be reached, or only be read: what is sent of it could not be marked, and it may not
   *   be the one any more that steps write to
   */
  static async tryLead(database: Database): Promise<LeaderSession | undefined> {
    const client = await database.lend('relay');
    try {
      const [readOnly] = await sendBatch(client, [isReadOnly]);
      if (readOnly?.[0]?.['is_read_only']) {
        // With the code by which PostgreSQL refuses to write.
        throw Object.assign(new Error('the database can only be read'), { code: '25006' });
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

  /** Comes when the session is gone, and the lock with it: then nothing may be sent any more. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * Calls back for each notification of work by another process, from now until the session ends.
   *
   * @throws what the database says
   */
  async listen(heard: (topic: News) => void): Promise<void> {
    this.#client.on('notification', ({ payload }) => {
      if (payload === 'outbox' || payload === 'timers') heard(payload);
    });
    await this.run([{ text: `listen ${newsChannel}` }]);
  }

  /**
   * Runs statements in one transaction, one call after the other.
   *
   * @throws what the database says; the session is lost when it is the connection that failed
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

  /** Gives the lead up. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#lost.abort(new Error('the session was ended'));
    this.#client.release(true);
  }
}
