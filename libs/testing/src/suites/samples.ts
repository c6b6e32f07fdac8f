import type { Actor } from '@waystation/call';
import type { Builder } from '../scene.ts';
import type { Fields, StepClass, TestService } from '../test-service.ts';

/** An example of a step or query that is done: what there is, what is asked, and by whom. */
export interface Sample {
  given?: readonly Builder[];
  request: object | ((...built: never[]) => object);
  by: Actor;
}

/** One for each use case and query, by class name. */
export type Samples = Readonly<Record<string, Sample>>;

/** What a sample comes to, once what it needs is there. */
export interface Prepared {
  step: StepClass;
  request: Fields<never>;
  by: Actor;
}

/** @throws Error when there is none of this name, so that a new step can't be forgotten */
export async function prepared(service: TestService, samples: Samples, step: StepClass): Promise<Prepared> {
  const sample = samples[step.name];
  if (!sample) throw new Error(`there is no sample of ${step.name}: add one to the map that the suite is given`);
  const built = await service.arrange(...(sample.given ?? []));
  const { request } = sample;
  return {
    step,
    request: (typeof request === 'function' ? request(...(built as never[])) : request) as never,
    by: sample.by,
  };
}

/** All rows of a station, of all tables that know stations, as text. */
export async function rowsOf(service: TestService, stationId: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of await stationTables(service)) {
    const rows = await service.database.rows<{ row: string }>(
      `select to_jsonb(t)::text as row from ${table} t where station_id = $1 order by 1`,
      [stationId],
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

/** The tables with a column `station_id`. */
export async function stationTables(service: TestService): Promise<string[]> {
  const rows = await service.database.rows<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attname = 'station_id' and not a.attisdropped
     order by 1`,
  );
  return rows.map(({ name }) => name);
}
