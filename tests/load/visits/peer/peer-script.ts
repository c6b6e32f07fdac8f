import type { TableWrites } from '../written.ts';

/** What the peer writes for a visit. */
export interface PeerVisit {
  /** Of the platform; a transaction of the peer each. */
  commands: number;
  /** Of each table, for one visit; fractions add up over the tables. */
  tables: readonly TableWrites[];
}

interface Write {
  kind: 'insert' | 'update' | 'delete';
  bytes: number;
}

/** Rows that updates are spread over. */
export const stateRows = 20_000;
/** Space between the numbers of two visits. */
const rowsMax = 10_000;

/** Tables of the peer: rows that are added, and rows that change. */
export const peerTables = `
  create table peer_row (id bigint primary key, body text not null);
  create table peer_state (id bigint primary key, body text not null);`;

/**
 * Script of pgbench that writes the rows of one visit, spread evenly over as many transactions as the visit had commands.
 *
 * @param isPipeline sends each transaction in one round trip instead of a round trip for each statement
 * @returns the script, and the texts that it refers to by variables
 */
export function peerScript(
  { commands, tables }: PeerVisit,
  isPipeline: boolean,
): { script: string; variables: Record<string, string>; rows: number } {
  const writes = writesOf(tables);
  const transactions = Math.max(1, Math.round(commands));
  const sizes = [...new Set(writes.filter(({ kind }) => kind !== 'delete').map(({ bytes }) => bytes))];
  const lines = ['\\set n :n + 1', `\\set v :client_id * 1000000000000000 + :n * ${rowsMax}`];
  const inserted: number[] = [];
  for (let transaction = 0; transaction < transactions; transaction++) {
    const from = Math.floor((transaction * writes.length) / transactions);
    const until = Math.floor(((transaction + 1) * writes.length) / transactions);
    const statements: string[] = [];
    for (let index = from; index < until; index++) {
      const { kind, bytes } = writes[index]!;
      if (kind === 'insert') {
        statements.push(`insert into peer_row (id, body) values (:v::bigint + ${index}, :b${bytes});`);
        inserted.push(index);
      } else if (kind === 'update') {
        lines.push(`\\set s${index} random(1, ${stateRows})`);
        statements.push(`update peer_state set body = :b${bytes} where id = :s${index}::bigint;`);
      } else statements.push(`delete from peer_row where id = :v::bigint + ${inserted.shift() ?? 0};`);
    }
    const all = ['begin;', ...statements, 'commit;'];
    lines.push(...(isPipeline ? ['\\startpipeline', ...all, '\\endpipeline'] : all));
  }
  const variables = { n: '0', ...Object.fromEntries(sizes.map((bytes) => [`b${bytes}`, textOf(bytes)])) };
  return { script: `${lines.join('\n')}\n`, variables, rows: writes.length };
}

/** Whole rows of a visit, mixed over the tables as a visit does. */
function writesOf(tables: readonly TableWrites[]): Write[] {
  const placed: (Write & { at: number })[] = [];
  for (const kind of ['insert', 'update', 'delete'] as const) {
    let rest = 0;
    for (const { [`${kind}s` as const]: count, bytes } of tables) {
      rest += count;
      const whole = Math.round(rest);
      rest -= whole;
      // Rounded to classes of a tenth, so that few texts serve all tables.
      const size = kind === 'delete' ? 0 : classOf(bytes);
      for (let row = 0; row < whole; row++) placed.push({ kind, bytes: size, at: (row + 0.5) / whole });
    }
  }
  return placed.toSorted((one, other) => one.at - other.at).map(({ kind, bytes }) => ({ kind, bytes }));
}

/** Rows of PostgreSQL have a header of 24 bytes, and the peer's a number of 8. */
const overhead = 32;

function classOf(bytes: number): number {
  const net = Math.max(8, bytes - overhead);
  const step = 10 ** (Math.floor(Math.log10(net)) - 1);
  return Math.round(net / step) * step;
}

/** Text that hardly compresses, the same in each run. */
export function textOf(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let state = 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += alphabet[state >>> 26];
  }
  return text;
}
