import type { Actor } from '@waystation/call';
import type { Builder } from '../scene.ts';
import type { Actors, Fields, RunOptions, StepClass, TestService } from '../test-service.ts';

/** Successful call of a step or query: state, request and caller. */
export interface Sample {
  given?: readonly Builder[];
  request: object | ((...built: never[]) => object);
  /** One of the service's `actors` by name, or another caller. */
  by: keyof Actors | Actor;
  /** Service that calls on behalf of the actor. */
  service?: string;
}

/** Successful call of a step with the events it publishes, in order. */
export interface StepSample extends Sample {
  /** Minimum fields of each event by name; a list for an event published several times. */
  publishes?: Readonly<Record<string, object | readonly object[]>>;
}

/** Event that a reaction acts on: state and fields of the event. */
export interface ReactionSample {
  given?: readonly Builder[];
  event: object | ((...built: never[]) => object);
}

/** A sample of each use case, query and reaction, by class name. */
export interface Samples {
  steps: Readonly<Record<string, StepSample>>;
  queries?: Readonly<Record<string, Sample>>;
  reactions?: Readonly<Record<string, ReactionSample>>;
}

/** Sample with its state stored. */
export interface Prepared {
  step: StepClass;
  request: Fields<never>;
  options: RunOptions;
}

/** Stores the state of a sample. */
export async function prepared(service: TestService, sample: Sample, step: StepClass): Promise<Prepared> {
  const built = await service.arrange(...(sample.given ?? []));
  const { request, by, service: caller } = sample;
  return {
    step,
    request: (typeof request === 'function' ? request(...(built as never[])) : request) as never,
    options: {
      by: typeof by === 'string' ? service.actors[by] : by,
      ...(caller !== undefined && { service: caller }),
    },
  };
}

/** All rows of a station in all tables with a column `station_id`, as text. */
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

/** Tables with a column `station_id`. */
export async function stationTables(service: TestService): Promise<string[]> {
  const rows = await service.database.rows<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attname = 'station_id' and not a.attisdropped
     order by 1`,
  );
  return rows.map(({ name }) => name);
}
