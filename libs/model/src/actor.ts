/** The one who takes a step. Opaque ids only: names are looked up where they are shown. */
export interface Actor {
  kind: 'staff' | 'machine' | 'link' | 'system';
  /** Staff id, or the machine's or link's own; the service's name for its own timers and reactions. */
  id: string;
  /** Names of `waystation.Role` that the actor has at the station of the call. */
  roles: readonly string[];
  /** The station that the call is bound to; undefined for those above the stations. */
  stationId?: string;
  regionId?: string;
}

/** An actor as the rules of an aggregate see them. */
export type StepActor = Pick<Actor, 'id' | 'roles'>;
