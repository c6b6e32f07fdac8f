import { setStation, sqlState } from '@waystation/store';
import { jestGlobals } from '../jest-globals.ts';
import { stationA, stationB } from '../people.ts';
import type { TestService } from '../test-service.ts';
import { stationTables } from './samples.ts';

/** Tables without row level security, since many stations write the same network-wide key. */
const without = ['outbox_stream'];

interface Column {
  name: string;
  type: string;
}

/**
 * Adds tests of every table with a column `station_id`: with the service's database role and without the store, a station
 * can read, change and add only its own rows, and no rows without a station. Each table has FORCE, policies, and an index
 * that starts with the station.
 *
 * @param values for columns whose constraints refuse generated values: table -> column -> value
 */
export function describeRowLevelSecurity(
  service: TestService,
  values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): void {
  const { describe, it, expect } = jestGlobals();
  const role = `${service.definition.name}_app`;
  const tables = async () => (await stationTables(service)).filter((table) => !without.includes(table));

  describe('Row level security', () => {
    it('protects every table with station data, which has an index that starts with the station', async () => {
      const found = await service.database.rows<{
        name: string;
        forced: boolean;
        policies: number;
        indexed: boolean;
        owner: string;
      }>(
        `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner,
           (select count(*)::int from pg_policies p where p.tablename = c.relname and $2 = any(p.roles)) as policies,
           exists (select 1 from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
             where i.indrelid = c.oid and i.indisvalid and a.attname = 'station_id') as indexed
         from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any($1) order by 1`,
        [await tables(), role],
      );
      expect(found.length).toBeGreaterThan(0);
      const owner = `${service.definition.name}_owner`;
      for (const table of found)
        expect(table).toEqual({
          name: table.name,
          forced: true,
          policies: table.policies || 'at least one',
          indexed: true,
          owner,
        });
    });

    it('applies to the database role of steps', async () => {
      const [found] = await service.database.rows(
        'select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = $1',
        [role],
      );
      expect(found).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false });
    });

    it('lets a station read and change only its own rows', async () => {
      for (const table of await tables()) {
        const columns = await columnsOf(service, table);
        for (const { id } of [stationA, stationB])
          await service.database.rows(...insert(table, columns, id, values[table]));
        const asked = (station: string | undefined, text: string, more: unknown[] = []) =>
          asApp(service, station, text, more);

        const seen = await asked(stationA.id, `select distinct station_id from ${table}`);
        expect({ table, seen }).toEqual({ table, seen: [stationA.id] });
        expect({
          table,
          unbound: await asked(undefined, `select distinct station_id from ${table} where station_id is not null`),
        }).toEqual({ table, unbound: [] });

        const touched = await asked(
          stationA.id,
          `update ${table} set station_id = station_id where station_id = $1 returning station_id`,
          [stationB.id],
        );
        const deleted = await asked(stationA.id, `delete from ${table} where station_id = $1 returning station_id`, [
          stationB.id,
        ]);
        expect({ table, touched, deleted }).toEqual({
          table,
          touched: touched === refused ? refused : [],
          deleted: deleted === refused ? refused : [],
        });

        const given = await asked(stationA.id, `update ${table} set station_id = $1`, [stationB.id]);
        const added = await asked(stationA.id, ...insert(table, columns, stationB.id, values[table]));
        const unbound = await asked(undefined, ...insert(table, columns, stationA.id, values[table]));
        expect({ table, given, added, unbound }).toEqual({ table, given: refused, added: refused, unbound: refused });
      }
    });
  });
}

const refused = 'refused';

/** Runs a statement with the database role of steps. @returns the stations of its rows, or `refused` */
async function asApp(
  service: TestService,
  station: string | undefined,
  text: string,
  values: unknown[],
): Promise<string[] | typeof refused> {
  const client = await service.database.database.app.connect();
  try {
    await client.query('begin');
    const { text: set, values: to } = setStation(station);
    await client.query(set, [...to!]);
    const { rows } = await client.query<{ station_id: string }>(text, values);
    return rows.map((row) => row.station_id);
  } catch (error) {
    if (sqlState(error) === '42501') return refused;
    throw error;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function columnsOf(service: TestService, table: string): Promise<Column[]> {
  return service.database.rows<Column>(
    `select column_name as name, udt_name as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position`,
    [table],
  );
}

function insert(
  table: string,
  columns: readonly Column[],
  stationId: string,
  given: Readonly<Record<string, unknown>> = {},
): [string, unknown[]] {
  const values = columns.map(({ name, type }) =>
    name === 'station_id' ? stationId : name in given ? given[name] : madeUp(type),
  );
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  return [`insert into ${table} (${names}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`, values];
}

let made = 0;

/** Generates a different value of a type each time. */
function madeUp(type: string): unknown {
  made += 1;
  if (type === 'uuid') return `01980000-0000-7000-9000-${String(made).padStart(12, '0')}`;
  if (type === 'bool') return false;
  if (/^(int|numeric|float)/.test(type)) return made;
  if (/^(timestamp|date)/.test(type)) return new Date(Date.UTC(2026, 2, 2) + made * 86_400_000);
  if (/^json/.test(type)) return '[]';
  if (type === 'bytea') return Buffer.from(String(made));
  if (type.startsWith('_')) return [];
  if (/range$/.test(type)) return 'empty';
  return `made up ${made}`;
}
