/** Query that the gateway answers from the same rpc of several services. */
export interface Joined {
  template: string;
  /** Name of the rpc called on each service that has it. */
  rpc: string;
  /** Field of the rpc's answer with the elements; the joined answer has it under the same name. */
  list: string;
  /** True if answered page by page; otherwise all at once, without the fields `pageSize` and `pageToken`. */
  isPaged: boolean;
  /** Description, in the style of an rpc's comment. */
  summary: string;
}

/** Read by the endpoints, the reference page and the generated documents alike. */
export const joined = {
  timeline: {
    template: '/v1/stations/{station_id}/visits/{visit_id}/timeline',
    rpc: 'ListEvents',
    list: 'events',
    isPaged: false,
    summary: 'All events of a visit, from every service, in the order in which they occurred.',
  },
  work: {
    template: '/v1/stations/{station_id}/work',
    rpc: 'ListWork',
    list: 'items',
    isPaged: false,
    summary: 'Open work of a station, from every service, earliest due time first.',
  },
  overrides: {
    template: '/v1/stations/{station_id}/overrides',
    rpc: 'ListStationOverrides',
    list: 'overrides',
    isPaged: true,
    summary: 'Overrides requested, granted and declined at a station, from every service, newest first.',
  },
} as const satisfies Record<string, Joined>;
