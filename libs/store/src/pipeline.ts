// One network round trip for several prepared statements: Parse? Bind Execute for each, and a single Sync.
//
// It leans on two half-public corners of `pg`: a client takes any "Submittable" (as pg-cursor and pg-query-stream do),
// and pg-protocol serialises the messages. Both are pinned, used in this file alone, and held by its tests.
import { createRequire } from 'node:module';
import pg from 'pg';
import type { ClientBase, FieldDef } from 'pg';
import { serialize } from 'pg-protocol';

// pg doesn't export how it writes a JavaScript value as a parameter; a batch must write it the same way.
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as {
  prepareValue: (value: unknown) => unknown;
};

/** One statement of a batch. Its text is constant, whatever is asked goes into the values: texts are prepared and kept. */
export interface Statement {
  text: string;
  values?: readonly unknown[];
}

export type Row = Record<string, unknown>;

/** Prepared statements that a connection keeps at most; more distinct texts than that are a text built from values. */
const PREPARED_MAX = 1_000;

interface Prepared {
  name: string;
  fields?: FieldDef[];
  /** After a failed batch it is not known whether the server has it: the next use prepares it under a new name. */
  doubtful: boolean;
}

interface Wire {
  stream: { write(bytes: Buffer): void };
  prepared?: Map<string, Prepared>;
  preparedCount?: number;
}

const EXECUTE = serialize.execute({ portal: '', rows: 0 });
const SYNC = serialize.sync();

/** Errors of connections: not of a statement, nor of the values that it was given. */
const ofConnections = new WeakSet<object>();

/** Whether an error came of reaching the server, and not of what was asked: `connecting` and `sendBatch` tell them apart. */
export function isOfConnection(error: unknown): boolean {
  return typeof error === 'object' && error !== null && ofConnections.has(error);
}

/** Waits for a connection; whatever fails there, even by a SQLSTATE, is no statement's fault. @throws what it fails by */
export async function connecting<T>(connected: Promise<T>): Promise<T> {
  try {
    return await connected;
  } catch (error) {
    ofConnections.add(error as object);
    throw error;
  }
}

/** After an error the server skips all that is left up to Sync, so a commit behind a failed statement never runs. */
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
  /** What the server said, or what of the statements or rows could not be written or read. */
  #ownError: Error | undefined;

  constructor(statements: readonly Statement[]) {
    this.#statements = statements;
    this.done = new Promise((resolve, reject) => {
      // `pg` replaces the callback by one with the query's time limit, so it stands as a property.
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
    // Numbers, since PostgreSQL cuts names at 63 bytes; the prefix keeps them apart from `pg`'s own.
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
    wire.sendCopyFail('a batch copies nothing');
  }

  handleError(error: Error & { detail?: string; where?: string; internalQuery?: string }): void {
    this.#doubt();
    // They quote whole rows, and errors are logged.
    error.detail = error.where = error.internalQuery = undefined;
    // What is not the server's answer has come of the connection, or is what `submit` answered before.
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
 * Sends the statements in one round trip and answers their rows in the same order.
 *
 * @throws the server's error for the first statement that fails (a `pg.DatabaseError` with its SQLSTATE in `code`);
 *   none behind it has run then
 */
export async function sendBatch(client: ClientBase, statements: readonly Statement[]): Promise<Row[][]> {
  const batch = new Batch(statements);
  client.query(batch as never);
  return batch.done;
}
