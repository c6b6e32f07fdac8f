/**
 * The services that a service may ask while someone waits for it. There is no circle in it, so no step waits for itself;
 * whatever goes the other way is told by events. The gateway asks all, and is no service.
 */
const mayAsk: Readonly<Record<string, readonly string[]>> = {
  appointments: ['workshop', 'parts', 'crm'],
  reception: ['appointments', 'workshop', 'parts', 'crm'],
  quality: ['reception'],
  billing: ['reception', 'workshop', 'parts'],
  crm: ['insights'],
};

/** The names of the services that this one may ask. */
export function mayBeAskedBy(service: string): readonly string[] {
  return mayAsk[service] ?? [];
}
