import type { QueryOptions } from '@waystation/contracts';
import { Invalid, isId, NotAllowed } from '@waystation/model';
import type { Actor } from './call.ts';

/**
 * The station that a call is for, if the actor may make it there. Pure, so that the whole policy table is unit-tested.
 *
 * @param request may hold `stationId`
 * @param caller the service that calls in the actor's name, if it is one
 * @returns the station, or undefined for what is the whole network's
 * @throws Invalid without a station where one is needed; NotAllowed for another station's or a role that is missing
 */
export function admit(
  access: QueryOptions,
  actor: Actor,
  request: { stationId?: unknown },
  caller: string | undefined,
): string | undefined {
  const isCalled = caller !== undefined && access.callers.includes(caller);
  if (!isCalled && !access.roles.some((role) => actor.roles.includes(role))) {
    throw new NotAllowed('ROLE_MISSING', { roles: access.roles.join(',') });
  }
  if (access.scope === 'NETWORK') return undefined;
  const station = request.stationId;
  if (typeof station !== 'string' || !isId(station)) {
    throw new Invalid([{ field: 'station_id', description: 'must name a station', reason: 'STATION_MISSING' }]);
  }
  if (actor.stationId !== station) throw new NotAllowed('OTHER_STATION');
  return station;
}
