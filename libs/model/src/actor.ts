/** Person or system that takes a step. Holds only opaque ids; names are looked up for display. */
export interface Actor {
  kind: 'staff' | 'machine' | 'link' | 'system';
  /** Id of the member of staff, machine or link; for timers and reactions, the name of the service. */
  id: string;
  /** Names of `waystation.Role` that the actor has at the station of the call. */
  roles: readonly string[];
  /** Station that the call is bound to; undefined for roles of a region or of the network. */
  stationId?: string;
  regionId?: string;
}

/** Part of an actor that the rules of an aggregate use. */
export type StepActor = Pick<Actor, 'id' | 'roles'>;
