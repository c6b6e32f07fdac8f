import type { Beginning } from '@waystation/model';

/** Who an aggregate is that belongs to no station, or whose row steps of the whole network write too. */
export function ofNetwork(id: string): Beginning {
  return { id } as Beginning;
}

/**
 * Has the messages of an aggregate name the station that it belongs to, if it does. Its row is shared by network and
 * stations, so it keeps the station under a name of its own: by `stationId` the store would look for stations' rows only.
 */
export function tellStation(aggregate: { stationId: string }, stationId: string | null): void {
  if (stationId !== null) aggregate.stationId = stationId;
}
