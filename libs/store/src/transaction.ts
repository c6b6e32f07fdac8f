import type pg from 'pg';
import { isConnectionDoubtful } from './database-fault.ts';
import { setStation, type Database } from './database.ts';
import { sendBatch, type Row, type Statement } from './pipeline.ts';

/** Statements under the row level security of one station; without a station, of network-wide rows. */
export interface Part {
  station: string | undefined;
  statements: readonly Statement[];
}

/** Query that is sent behind the first loads of a scope, in the same batch. */
export interface PiggybackQuery {
  statement: Statement;
  /** Checks the rows before the loads resolve; the loads are rejected with its error. */
  judge(rows: Row[]): void;
}

/** Source of queries: one command, message or timer. */
export interface Asker {
  readonly station: string | undefined;
  /** Returns the query once, then undefined. */
  takePiggyback(): PiggybackQuery | undefined;
}

interface Question {
  asker: Asker;
  statement: Statement;
  answer: (rows: Row[]) => void;
  fail: (error: unknown) => void;
}

const ignore = () => undefined;

/**
 * One transaction on one connection, for one command or a batch of messages. Queries of the same turn share a round trip.
 * Begins with the first query, so that a step without loads needs a single round trip.
 */
export class Transaction {
  readonly database: Database;
  /** Round trips so far, without rollbacks. */
  roundTrips = 0;
  #client: Promise<pg.PoolClient> | undefined;
  #started = false;
  #ended = false;
  #station: string | undefined | null = null;
  #questions: Question[] = [];
  #flush: NodeJS.Immediate | undefined;
  #firstError: unknown;
  /** Last batch: the batches of a connection are sent one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: Database) {
    this.database = database;
  }

  /** Rows of a statement within the transaction; sent together with the others of the same turn. */
  ask(asker: Asker, statement: Statement): Promise<Row[]> {
    return new Promise((answer, fail) => {
      this.#questions.push({ asker, statement, answer, fail });
      // An immediate, not a microtask, so that a load behind an already settled promise is sent with the others.
      this.#flush ??= setImmediate(() => void this.#askAll());
    });
  }

  async #askAll(): Promise<void> {
    this.#flush = undefined;
    const byAsker = Map.groupBy(this.#questions.splice(0), (question) => question.asker);
    const groups = [...byAsker].map(([asker, questions]) => ({ asker, questions, piggyback: asker.takePiggyback() }));
    try {
      const parts = groups.map(({ asker, questions, piggyback }) => ({
        station: asker.station,
        statements: [...questions.map(({ statement }) => statement), ...(piggyback ? [piggyback.statement] : [])],
      }));
      const results = await this.#send(parts);
      for (const { questions, piggyback } of groups) {
        const rows = questions.map(() => results.shift()!);
        const refusal = piggyback && refusalOf(piggyback, results.shift()!);
        questions.forEach(({ answer, fail }, index) => (refusal ? fail(refusal.error) : answer(rows[index]!)));
      }
    } catch {
      // Later errors on the connection would only report that the transaction is aborted.
      for (const { questions } of groups) for (const { fail } of questions) fail(this.#firstError);
    }
  }

  async #send(parts: readonly Part[], end?: 'commit' | 'rollback'): Promise<Row[][]> {
    if (this.#ended) throw (this.#firstError ??= new Error('the transaction has ended'));
    const batch: Statement[] = this.#started ? [] : [{ text: 'begin' }];
    const wanted: number[] = [];
    this.#started = true;
    for (const { station, statements } of parts) {
      if (statements.length > 0 && station !== this.#station) batch.push(setStation((this.#station = station)));
      for (const statement of statements) wanted.push(batch.push(statement) - 1);
    }
    if (end) batch.push({ text: end });
    const sent = this.#turn.then(() => this.#sendNow(batch));
    this.#turn = sent.then(ignore, ignore);
    const rows = await sent;
    return wanted.map((index) => rows[index]!);
  }

  async #sendNow(batch: readonly Statement[]): Promise<Row[][]> {
    // After a failed batch, the server would only report that the transaction is aborted.
    if (this.#firstError !== undefined) throw this.#firstError;
    try {
      const client = await (this.#client ??= this.database.lend('app'));
      this.roundTrips += 1;
      return await sendBatch(client, batch);
    } catch (error) {
      this.#firstError = error;
      throw error;
    }
  }

  /** First error: later ones only report that the transaction is aborted. */
  get error(): unknown {
    return this.#firstError;
  }

  /** Sends all parts and commits, in one round trip. @throws the database error; nothing is written then */
  commit(parts: readonly Part[]): Promise<void> {
    return this.#finish(parts, 'commit');
  }

  /** Sends all parts to check if the database accepts them, and rolls back. @throws the database error */
  validateOnly(parts: readonly Part[]): Promise<void> {
    return this.#finish(parts, 'rollback');
  }

  async #finish(parts: readonly Part[], end: 'commit' | 'rollback'): Promise<void> {
    try {
      await this.#send(parts, end);
    } catch {
      await this.abandon();
      throw this.#firstError;
    }
    this.#ended = true;
    this.database.giveBack(await this.#client!);
  }

  /** Rolls back and returns the connection to the pool, or closes a doubtful one. Never throws. */
  async abandon(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    clearImmediate(this.#flush);
    for (const { fail } of this.#questions.splice(0))
      fail(this.#firstError ?? new Error('the transaction was abandoned'));
    const client = await this.#client?.catch(() => undefined);
    if (!client) return;
    if (this.#firstError !== undefined && isConnectionDoubtful(this.#firstError)) {
      return this.database.giveBack(client, this.#firstError);
    }
    await sendBatch(client, [{ text: 'rollback' }]).then(
      () => this.database.giveBack(client),
      () => client.release(true),
    );
  }
}

function refusalOf(piggyback: PiggybackQuery, rows: Row[]): { error: unknown } | undefined {
  try {
    piggyback.judge(rows);
    return undefined;
  } catch (error) {
    return { error };
  }
}
