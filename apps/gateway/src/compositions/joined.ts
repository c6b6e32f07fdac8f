/** What the gateway answers by asking the same of several services. */
export interface Joined {
  template: string;
  /** Name of the rpc that is asked of each service that has it. */
  rpc: string;
  /** Field of the rpc's answer that holds what is joined; the joined answer has it under the same name. */
  list: string;
  /** Whether it is answered page by page; else all at once, and `pageSize` and `pageToken` are no fields of it. */
  isPaged: boolean;
  /** What it does, as the comment above an rpc says it. */
  summary: string;
}

/** Read by the endpoints, the reference page and the generated documents alike. */
export const joined = {
  timeline: {
    template: '/v1/stations/{station_id}/visits/{visit_id}/timeline',
    rpc: 'ListEvents',
    list: 'events',
    isPaged: false,
    summary: 'All events of a visit, from every service, in the order in which things happened.',
  },
  work: {
    template: '/v1/stations/{station_id}/work',
    rpc: 'ListWork',
    list: 'items',
    isPaged: false,
    summary: 'What is to be done at a station, from every service, what is due first on top.',
  },
  overrides: {
    template: '/v1/stations/{station_id}/overrides',
    rpc: 'ListStationOverrides',
    list: 'overrides',
    isPaged: true,
    summary: 'Overrides requested, granted and declined at a station, from every service, newest first.',
  },
} as const satisfies Record<string, Joined>;
