import { callersOf, services } from '@waystation/contracts';

/**
 * Services that a service may call synchronously: those with an rpc that lists it in `callers`. The calls form no cycle,
 * so no step can wait for itself; events go in the other direction. The gateway may call all services.
 */
export function servicesCallableBy(caller: string): readonly string[] {
  return services.filter((service) => callersOf(service).has(caller)).map(({ typeName }) => typeName.split('.')[1]!);
}
