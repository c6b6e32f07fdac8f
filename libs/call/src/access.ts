import type { QueryOptions } from '@waystation/contracts';
import { Invalid, isId, NotAllowed } from '@waystation/model';
import type { Actor } from '@waystation/model';

/** Station and role under which a call was admitted. */
export interface Admission {
  /** Undefined for network-wide steps and queries. */
  stationId: string | undefined;
  /** Role that permits the call; undefined when a service calls in the actor's name. */
  role: string | undefined;
  /** True if the answer must hold no personal data: the actor has only a role above the stations, which sees no customers. */
  isForFacts?: boolean;
}

/**
 * Decides if the actor may make a call at a station. A pure function, so that the whole policy table is unit-tested.
 *
 * @param request may hold `stationId`
 * @param caller the service that calls in the actor's name, if any
 * @throws Invalid if the station is missing; NotAllowed for another station or a missing role
 */
export function admit(
  access: QueryOptions,
  actor: Actor,
  request: { stationId?: unknown },
  caller: string | undefined,
): Admission {
  const factsFor = access.factsFor ?? [];
  const held = (roles: readonly string[]) => roles.find((each) => actor.roles.includes(each));
  const isCalled = caller !== undefined && access.callers.includes(caller);
  const full = held(access.roles);
  const isForFacts = !isCalled && full === undefined;
  const role = full ?? held(factsFor);
  if (!isCalled && role === undefined)
    throw new NotAllowed('ROLE_MISSING', { roles: [...access.roles, ...factsFor].join(',') });
  const admission = { role, ...(isForFacts && { isForFacts }) };
  if (access.scope === 'NETWORK') return { stationId: undefined, ...admission };
  const stationId = request.stationId;
  if (typeof stationId !== 'string' || !isId(stationId)) {
    throw new Invalid([{ field: 'station_id', description: 'must name a station', reason: 'STATION_MISSING' }]);
  }
  if (actor.stationId !== stationId) throw new NotAllowed('OTHER_STATION');
  return { stationId, ...admission };
}
