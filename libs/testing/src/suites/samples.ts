import type { Actor } from '@waystation/call';
import type { Builder } from '../scene.ts';
import type { Actors, Fields, RunOptions, StepClass, TestService } from '../test-service.ts';

/** An example of a step or query that succeeds: state, request and caller. */
export interface Sample {
  given?: readonly Builder[];
  request: object | ((...built: never[]) => object);
  /** One of the service's `actors` by name, or another caller. */
  by: keyof Actors | Actor;
  /** The service that calls in the actor's name. */
  service?: string;
}

/** An example of a step, with the events that it publishes, in order. */
export interface StepSample extends Sample {
  /** Fields of each event, at least, by its name; a list for an event that is published several times. */
  publishes?: Readonly<Record<string, object | readonly object[]>>;
}

/** An example of an event that a reaction acts on: state, and the event's fields. */
export interface ReactionSample {
  given?: readonly Builder[];
  event: object | ((...built: never[]) => object);
}

/** One example of each use case, query and reaction, by class name. */
export interface Samples {
  steps: Readonly<Record<string, StepSample>>;
  queries?: Readonly<Record<string, Sample>>;
  reactions?: Readonly<Record<string, ReactionSample>>;
}

/** A sample whose state is arranged. */
export interface Prepared {
  step: StepClass;
  request: Fields<never>;
  options: RunOptions;
}

/** Arranges what a sample needs. */
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

/** The tables with a column `station_id`. */
export async function stationTables(service: TestService): Promise<string[]> {
  const rows = await service.database.rows<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attname = 'station_id' and not a.attisdropped
     order by 1`,
  );
  return rows.map(({ name }) => name);
}
