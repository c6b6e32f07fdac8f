import type { Actor } from '@waystation/call';
import { clearJournal } from '@waystation/model';
import type { CompleteDefinition } from '@waystation/service';
import { inScope, Transaction, CommandScope, withDataKeys, type Database, type Mapping } from '@waystation/store';
import type { Place } from './model.ts';
import { stationA, stationB, twinOf, type TestStation } from './people.ts';

/** Place of a builder within a service. Ids have the same twin for all builders of one `given`. */
export interface Scene extends Place {
  readonly station: TestStation;
  /** Counterpart of an actor at this station. */
  actor(atA: Actor): Actor;
}

/**
 * Builder of aggregates by their own methods. A builder whose `build` takes the scene is also built for station B, so
 * that there are always rows that must not be found; it takes station, ids and people from the scene.
 */
export interface Builder<Things = object | readonly object[]> {
  build(scene: Scene): Things;
}

/** Results of builders, in their order. */
export type Built<Builders extends readonly Builder[]> = {
  [Index in keyof Builders]: Builders[Index] extends Builder<infer Things> ? Things : never;
};

/**
 * Stores the aggregates of builders without publishing events.
 *
 * @returns the aggregates of station A
 */
export async function arrange(
  builders: readonly Builder[],
  {
    definition,
    database,
    now,
    newId,
  }: { definition: CompleteDefinition; database: Database; now: Date; newId: () => string },
): Promise<unknown[]> {
  const twins = new Map<string, string>();
  const twin = (id: string) => twins.get(id) ?? twins.set(id, newId()).get(id)!;
  const at = (station: TestStation): Scene => ({
    station,
    stationId: station.id,
    now,
    newId,
    id: (atA) => (station === stationA ? atA : twin(atA)),
    actor: (atA) => (station === stationA ? atA : twinOf(atA)),
  });
  // Builders may make blind indexes of what a column holds encrypted.
  const buildAll = (some: typeof builders, station: TestStation) =>
    withDataKeys(database.dataKeys, () => some.map((builder) => builder.build(at(station))));
  const built = buildAll(builders, stationA);
  const beside = buildAll(
    builders.filter(({ build }) => build.length > 0),
    stationB,
  );
  await store(built.flat(), definition, database);
  await store(beside.flat(), definition, database);
  return built;
}

async function store(
  aggregates: readonly object[],
  { name, stores }: CompleteDefinition,
  database: Database,
): Promise<void> {
  const mappingOf = (aggregate: object): Mapping => {
    const found = stores.find(({ mapping }) => mapping && aggregate instanceof mapping.class);
    if (!found) throw new Error(`${name} has no store for ${aggregate.constructor.name}.`);
    return found.mapping!;
  };
  const stationOf = (aggregate: { eventStation?: string; stationId?: string }) =>
    aggregate.eventStation ?? aggregate.stationId;
  for (const [station, own] of Map.groupBy(aggregates, stationOf)) {
    const transaction = new Transaction(database);
    const work = new CommandScope(transaction, station);
    inScope(work, () => own.forEach((aggregate) => work.add(mappingOf(aggregate), aggregate)));
    await transaction.commit([{ station, statements: work.writes() }]);
    own.forEach(clearJournal);
  }
}
