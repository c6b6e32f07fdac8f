import type { QueryOptions } from '@waystation/contracts';
import { Invalid, isId, NotAllowed } from '@waystation/model';
import type { Actor } from '@waystation/model';

/** What a call is let in as. */
export interface Admission {
  /** Undefined for what is the whole network's. */
  stationId: string | undefined;
  /** The role that the actor makes it by; undefined when a service calls for him. */
  role: string | undefined;
  /** Whether only facts are answered: the actor's role is one above the stations, which sees no customers. */
  isForFacts?: boolean;
}

/**
 * Whether the actor may make a call there. Pure, so that the whole policy table is unit-tested.
 *
 * @param request may hold `stationId`
 * @param caller the service that calls in the actor's name, if it is one
 * @throws Invalid without a station where one is needed; NotAllowed for another station's or a role that is missing
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
