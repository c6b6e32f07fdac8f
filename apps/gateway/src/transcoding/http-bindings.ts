import { getOption, hasOption, type DescExtension, type DescMethod, type DescService } from '@bufbuild/protobuf';
import { registry } from '@waystation/contracts';
import type { Route } from './route-table.ts';

/** HTTP route of an rpc. */
export interface HttpBinding extends Route {
  rpc: DescMethod;
  /** True if the request message is the body; otherwise its fields are query parameters. */
  hasBody: boolean;
}

/** Supported fields of `google.api.HttpRule`. */
export interface HttpRule {
  pattern: { case?: string; value?: unknown };
  body: string;
  responseBody: string;
  additionalBindings: readonly HttpRule[];
}

const verbs = ['get', 'put', 'post', 'delete', 'patch'];

/** HTTP routes of an rpc; none for an rpc without the option, which is for other services only. */
export function httpBindings(rpc: DescMethod): HttpBinding[] {
  const extension = registry.getExtension('google.api.http') as DescExtension | undefined;
  if (!extension || !hasOption(rpc, extension)) return [];
  return bindingsOf(getOption(rpc, extension) as unknown as HttpRule, rpc);
}

/** @throws Error for a rule that the gateway does not support */
export function bindingsOf(rule: HttpRule, rpc: DescMethod): HttpBinding[] {
  const where = `${rpc.parent.typeName}.${rpc.name}`;
  const { case: verb = '', value } = rule.pattern;
  if (!verbs.includes(verb)) throw new Error(`${where}: HTTP method not supported by the gateway: ${verb}`);
  if (rule.body !== '' && rule.body !== '*') throw new Error(`${where}: body must be "*" or left out`);
  if (rule.responseBody !== '') throw new Error(`${where}: the gateway does not support response_body`);
  if (rpc.methodKind !== 'unary') throw new Error(`${where}: the gateway supports unary rpcs only`);
  const own = { method: verb.toUpperCase(), template: String(value), rpc, hasBody: rule.body === '*' };
  return [own, ...rule.additionalBindings.flatMap((each) => bindingsOf(each, rpc))];
}

/** All services of the platform's protos. */
export function allServices(): DescService[] {
  return [...registry.files]
    .flatMap(({ services }) => services)
    .filter(({ typeName }) => typeName.startsWith('waystation.'));
}

/** Short name of a service, under which its address is configured: `workshop` of `waystation.workshop.v1.WorkshopService`. */
export function shortName(service: DescService): string {
  return service.typeName.split('.')[1]!;
}

/** Short names of the services that can be reached by HTTP. */
export function reachableServices(): string[] {
  const reachable = allServices().filter(({ methods }) => methods.some((rpc) => httpBindings(rpc).length > 0));
  return [...new Set(reachable.map(shortName))].sort();
}
