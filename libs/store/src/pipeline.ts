// One network round trip for several prepared statements: Parse? Bind Execute for each, and a single Sync.
//
// Relies on two semi-public parts of `pg`: a client accepts any "Submittable" (as pg-cursor and pg-query-stream do), and
// pg-protocol serializes the messages. Both versions are pinned; use them in this file only.
import { createRequire } from 'node:module';
import pg from 'pg';
import type { ClientBase, FieldDef } from 'pg';
import { serialize } from 'pg-protocol';

// Not exported by pg: converts a JavaScript value to a parameter. A batch must convert values in the same way.
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as {
  prepareValue: (value: unknown) => unknown;
};

/** One statement of a batch. The text must be constant, because texts are prepared and kept; variables go into the values. */
export interface Statement {
  text: string;
  values?: readonly unknown[];
}

export type Row = Record<string, unknown>;

/** Limit of prepared statements per connection; more distinct texts mean that a text was built from values. */
const PREPARED_MAX = 1_000;

interface Prepared {
  name: string;
  fields?: FieldDef[];
  /** True after a failed batch, when the server may not have it: the next use prepares it under a new name. */
  doubtful: boolean;
}

interface Wire {
  stream: { write(bytes: Buffer): void };
  prepared?: Map<string, Prepared>;
  preparedCount?: number;
}

const EXECUTE = serialize.execute({ portal: '', rows: 0 });
const SYNC = serialize.sync();

/** Errors of connections, as opposed to errors of statements and values. */
const ofConnections = new WeakSet<object>();

/** True for an error of the connection, as marked by `connecting` and `sendBatch`, not of a statement. */
export function isOfConnection(error: unknown): boolean {
  return typeof error === 'object' && error !== null && ofConnections.has(error);
}

/** Waits for a connection and marks its error, even one with a SQLSTATE, as an error of the connection. @throws that error */
export async function connecting<T>(connected: Promise<T>): Promise<T> {
  try {
    return await connected;
  } catch (error) {
    ofConnections.add(error as object);
    throw error;
  }
}

/** A batch of statements. After an error the server skips the rest up to Sync, so a commit behind a failed statement never runs. */
class Batch {
  callback!: (error: Error | null | undefined, results?: Row[][]) => void;
  readonly done: Promise<Row[][]>;
  readonly #statements: readonly Statement[];
  readonly #results: Row[][] = [];
  readonly #parsed: Prepared[] = [];
  #prepared!: Map<string, Prepared>;
  #fields: FieldDef[] | undefined;
  #rows: Row[] = [];
  #error: Error | undefined;
  /** Error of the server, or of encoding statements or decoding rows; not of the connection. */
  #ownError: Error | undefined;

  constructor(statements: readonly Statement[]) {
    this.#statements = statements;
    this.done = new Promise((resolve, reject) => {
      // A property, because `pg` replaces the callback with one that has the query timeout.
      this.callback = (error, results) => {
        if (!error) return resolve(results!);
        if (error !== this.#ownError) ofConnections.add(error);
        reject(error);
      };
    });
  }

  submit(wire: Wire): Error | null {
    this.#prepared = wire.prepared ??= new Map();
    const out: Buffer[] = [];
    try {
      for (const statement of this.#statements) {
        const { prepared, isNew } = this.#prepare(wire, statement.text);
        if (isNew) out.push(serialize.parse({ name: prepared.name, text: statement.text, types: [] }));
        out.push(
          serialize.bind({
            portal: '',
            statement: prepared.name,
            values: (statement.values ?? []) as unknown[],
            valueMapper: prepareValue as never,
          }),
        );
        if (!prepared.fields) out.push(serialize.describe({ type: 'P', name: '' }));
        out.push(EXECUTE);
      }
    } catch (error) {
      this.#doubt();
      return (this.#ownError = error as Error);
    }
    out.push(SYNC);
    wire.stream.write(Buffer.concat(out));
    return null;
  }

  #prepare(wire: Wire, text: string): { prepared: Prepared; isNew: boolean } {
    const known = this.#prepared.get(text);
    if (known && !known.doubtful) return { prepared: known, isNew: false };
    if (this.#prepared.size >= PREPARED_MAX) throw new Error(`more than ${PREPARED_MAX} different statements: ${text}`);
    // Numbered, because PostgreSQL cuts names at 63 bytes; the prefix avoids names of `pg`.
    const prepared: Prepared = {
      name: `batch:${(wire.preparedCount = (wire.preparedCount ?? 0) + 1)}`,
      doubtful: false,
    };
    this.#prepared.set(text, prepared);
    this.#parsed.push(prepared);
    return { prepared, isNew: true };
  }

  #doubt(): void {
    for (const prepared of this.#parsed) if (!prepared.fields) prepared.doubtful = true;
  }

  handleRowDescription(message: { fields: FieldDef[] }): void {
    this.#fields = message.fields;
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const statement = this.#statements[this.#results.length]!;
    const fields = this.#fields ?? this.#prepared.get(statement.text)!.fields!;
    const row: Row = {};
    try {
      fields.forEach((field, column) => {
        const text = message.fields[column] ?? null;
        row[field.name] = text === null ? null : parserOf(field.dataTypeID)(text);
      });
    } catch (error) {
      this.#error ??= this.#ownError ??= error as Error;
    }
    this.#rows.push(row);
  }

  handleCommandComplete(): void {
    const statement = this.#statements[this.#results.length]!;
    this.#prepared.get(statement.text)!.fields ??= this.#fields ?? [];
    this.#fields = undefined;
    this.#results.push(this.#rows);
    this.#rows = [];
  }

  handleParseComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(wire: { sendCopyFail(reason: string): void }): void {
    wire.sendCopyFail('COPY is not supported in a batch');
  }

  handleError(error: Error & { detail?: string; where?: string; internalQuery?: string }): void {
    this.#doubt();
    // These fields quote whole rows, which must not get into the log.
    error.detail = error.where = error.internalQuery = undefined;
    // Any other error comes from the connection, or was already returned by `submit`.
    if (error instanceof pg.DatabaseError) this.#ownError = error;
    this.#error = error;
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.callback(this.#error, this.#results);
  }
}

const parsers = new Map<number, (text: string) => unknown>();

function parserOf(type: number): (text: string) => unknown {
  let parser = parsers.get(type);
  if (!parser) parsers.set(type, (parser = pg.types.getTypeParser(type, 'text') as (text: string) => unknown));
  return parser;
}

/**
 * Sends statements in one round trip.
 *
 * @returns rows of each statement, in the same order
 * @throws the server's error for the first failed statement (a `pg.DatabaseError` with its SQLSTATE in `code`); the
 *   statements behind it did not run then
 */
export async function sendBatch(client: ClientBase, statements: readonly Statement[]): Promise<Row[][]> {
  const batch = new Batch(statements);
  client.query(batch as never);
  return batch.done;
}
