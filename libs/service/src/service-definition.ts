import {
  isMarked,
  type ClassOf,
  type GateOverrides,
  type GrpcControllerClass,
  type QueryClass,
  type ReactionClass,
  type TimedStep,
  type Texts,
  type UseCaseClass,
} from '@waystation/call';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import type { Mapping, Migration } from '@waystation/store';
import type { AnyClientClass } from './client.ts';

/** Definition of a service: everything it consists of. */
export interface ServiceDefinition {
  /** Name such as `workshop`, from which the database, roles, topics and proto package derive. */
  name: string;
  /** Controller with the step or query of each rpc. */
  controller: GrpcControllerClass;
  /** Steps without an rpc that `schedule` names; timers run them when due. */
  timers?: readonly ClassOf<TimedStep>[];
  reactions: readonly ClassOf<ReactionClass>[];
  /** Stores, and the copies of reference data that steps read. */
  stores: readonly (ClassOf & { readonly mapping?: Mapping; readonly keeps?: string })[];
  /** Clients of the services that steps call. */
  clients?: readonly AnyClientClass[];
  /** Other providers that the classes need. */
  providers?: ModuleMetadata['providers'];
  /** Migrations in the order in which they run, after those of every service. */
  migrations: readonly Migration[];
  /** Texts of its refusals by slug. */
  texts: Texts;
  /** Overrides of its gates by the after-sales manager: `gateOverrides` of `@waystation/overrides`. */
  overrides?: GateOverrides;
  /** Full names of further state messages that it keeps a copy of: `waystation.crm.v1.VehicleState`. */
  keeps?: readonly string[];
}

/** Definition with the facts derived from it. */
export interface CompleteDefinition extends ServiceDefinition {
  readonly timers: readonly ClassOf<TimedStep>[];
  readonly clients: readonly AnyClientClass[];
  /** All state messages that it keeps a copy of, including reference data. */
  readonly keeps: readonly string[];
  /** Steps among the rpcs. */
  readonly useCases: readonly ClassOf<UseCaseClass>[];
  /** Queries among the rpcs. */
  readonly queries: readonly ClassOf<QueryClass>[];
}

/** Injection token of a service's `CompleteDefinition`. */
export const SERVICE_DEFINITION = 'SERVICE_DEFINITION';

/** Adds the derived facts to a definition without checking it; `checkDefinition` does so when the service starts. */
export function completed(definition: ServiceDefinition): CompleteDefinition {
  const marked = (kind: 'use case' | 'query') =>
    [...new Set(Object.values(definition.controller.rpcs))].filter((each) => isMarked(each, kind));
  return {
    ...definition,
    timers: definition.timers ?? [],
    clients: definition.clients ?? [],
    keeps: [...definition.stores.flatMap(({ keeps }) => keeps ?? []), ...(definition.keeps ?? [])],
    useCases: marked('use case') as ClassOf<UseCaseClass>[],
    queries: marked('query') as ClassOf<QueryClass>[],
  };
}

/** Definition of a service's module. @throws Error for a module not made by `ServiceModule.for` */
export function definitionOf({ module, providers = [] }: DynamicModule): CompleteDefinition {
  for (const each of providers)
    if ('useValue' in each && each.provide === SERVICE_DEFINITION) return each.useValue as CompleteDefinition;
  throw new Error(`${module.name} is not a service: create it with ServiceModule.for({ ... })`);
}

/** Full proto name of a service: `waystation.workshop.v1.WorkshopService` for `workshop`. */
export function fullNameOf(name: string): string {
  return `waystation.${name}.v1.${name[0]!.toUpperCase()}${name.slice(1)}Service`;
}

/** Mappings of a service's aggregates. */
export function mappingsOf({ stores }: Pick<ServiceDefinition, 'stores'>): Mapping[] {
  return stores.flatMap(({ mapping }) => mapping ?? []);
}
