import { callersOf, services } from '@waystation/contracts';

/**
 * The services that this one may ask while someone waits for it: those with an rpc that names it among its `callers`. There
 * is no circle among them, so no step waits for itself; events go the other way. The gateway asks all, and is no service.
 */
export function mayBeAskedBy(caller: string): readonly string[] {
  return services.filter((service) => callersOf(service).has(caller)).map(({ typeName }) => typeName.split('.')[1]!);
}
