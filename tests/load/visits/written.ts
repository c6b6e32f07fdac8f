import type { Databases } from './databases.ts';

/** Rows that were written to a table. */
export interface TableWrites {
  table: string;
  inserts: number;
  updates: number;
  deletes: number;
  /** Average size of a row. */
  bytes: number;
}

/** Events that were published. */
export interface EventWrites {
  count: number;
  /** Averages of an event. */
  payloadBytes: number;
  headerBytes: number;
  headers: number;
}

/** Everything that a platform wrote. */
export interface Written {
  tables: TableWrites[];
  events: EventWrites;
}

/** Counters of PostgreSQL by table, since its start. A backend that is idle reports its last counts within 10 s. */
export async function writeCounts(databases: Databases): Promise<Map<string, Omit<TableWrites, 'bytes'>>> {
  const counts = new Map<string, Omit<TableWrites, 'bytes'>>();
  for (const service of databases.services) {
    const rows = await databases.rows<{ relname: string; ins: string; upd: string; del: string }>(
      service,
      'select relname, n_tup_ins as ins, n_tup_upd as upd, n_tup_del as del from pg_stat_user_tables',
    );
    for (const { relname, ins, upd, del } of rows) {
      const table = `${service}.${relname}`;
      counts.set(table, { table, inserts: Number(ins), updates: Number(upd), deletes: Number(del) });
    }
  }
  return counts;
}

/** Rows and events written since earlier counts, with the sizes of those that are there now. */
export async function writtenSince(
  databases: Databases,
  before: ReadonlyMap<string, Omit<TableWrites, 'bytes'>>,
): Promise<Written> {
  const tables: TableWrites[] = [];
  for (const [table, now] of await writeCounts(databases)) {
    const earlier = before.get(table);
    const inserts = now.inserts - (earlier?.inserts ?? 0);
    const updates = now.updates - (earlier?.updates ?? 0);
    const deletes = now.deletes - (earlier?.deletes ?? 0);
    if (inserts + updates + deletes === 0) continue;
    tables.push({ table, inserts, updates, deletes, bytes: await rowBytes(databases, table) });
  }
  const count = tables.reduce((sum, { table, inserts }) => sum + (table.endsWith('.outbox') ? inserts : 0), 0);
  return { tables, events: { count, ...(await eventSizes(databases)) } };
}

/** Rows at the end of a table are mostly the newest. */
const sampled = 2_000;

async function rowBytes(databases: Databases, table: string): Promise<number> {
  const [service, name] = table.split('.') as [string, string];
  const [row] = await databases.rows<{ bytes: number | null }>(
    service,
    `select avg(pg_column_size(t))::float8 as bytes
     from (select * from "${name}" order by ctid desc limit ${sampled}) t`,
  );
  return row!.bytes ?? 100; // all of its rows were deleted
}

async function eventSizes(databases: Databases): Promise<Omit<EventWrites, 'count'>> {
  const sums = { events: 0, payload: 0, headers: 0, names: 0 };
  for (const service of databases.services) {
    const [row] = await databases.rows<Record<keyof typeof sums, number>>(
      service,
      `select count(*)::float8 as events, coalesce(sum(octet_length(payload)), 0)::float8 as payload,
         coalesce(sum(octet_length(headers)), 0)::float8 as headers,
         coalesce(sum((select count(*) from json_object_keys(headers::json))), 0)::float8 as names
       from (select payload, headers from outbox order by id desc limit ${sampled}) o`,
    );
    for (const name of ['events', 'payload', 'headers', 'names'] as const) sums[name] += row![name];
  }
  const events = Math.max(1, sums.events);
  return {
    payloadBytes: sums.payload / events,
    headerBytes: sums.headers / events,
    headers: Math.round(sums.names / events),
  };
}
