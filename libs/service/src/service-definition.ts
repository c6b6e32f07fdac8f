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

/** Table of contents of a service. */
export interface ServiceDefinition {
  /** `workshop`: names its database and roles, its topics, and its package in the protos. */
  name: string;
  /** Its controller, with the step or query of each rpc. */
  controller: GrpcControllerClass;
  /** Steps without an rpc: those that `schedule` names. A timer makes them when they are due. */
  timers?: readonly ClassOf<TimedStep>[];
  reactions: readonly ClassOf<ReactionClass>[];
  /** Stores, and the reference data that steps read, which the service keeps. */
  stores: readonly (ClassOf & { readonly mapping?: Mapping; readonly keeps?: string })[];
  /** Clients of the services that steps ask. */
  clients?: readonly AnyClientClass[];
  /** Further providers that those classes need. */
  providers?: ModuleMetadata['providers'];
  /** In the order in which they run, after the foundation that every service has. */
  migrations: readonly Migration[];
  /** Texts of the slugs that it refuses by. */
  texts: Texts;
  /** Opens its gates, where the after-sales manager may: `gateOverrides` of `@waystation/overrides`. */
  overrides?: GateOverrides;
  /** Full names of other state messages that it keeps a copy of: `waystation.crm.v1.VehicleState`. */
  keeps?: readonly string[];
}

/** A definition, and what follows from it. */
export interface CompleteDefinition extends ServiceDefinition {
  readonly timers: readonly ClassOf<TimedStep>[];
  readonly clients: readonly AnyClientClass[];
  /** Everything that it keeps, with its reference data. */
  readonly keeps: readonly string[];
  /** The steps among the rpcs. */
  readonly useCases: readonly ClassOf<UseCaseClass>[];
  /** The queries among the rpcs. */
  readonly queries: readonly ClassOf<QueryClass>[];
}

/** Nest's token of a service's `CompleteDefinition`. */
export const SERVICE_DEFINITION = 'SERVICE_DEFINITION';

/** Adds what follows from a definition. Checks nothing: `checkDefinition` does when the service starts. */
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

/** The definition that a service's module was made from. @throws Error for another module */
export function definitionOf({ module, providers = [] }: DynamicModule): CompleteDefinition {
  for (const each of providers)
    if ('useValue' in each && each.provide === SERVICE_DEFINITION) return each.useValue as CompleteDefinition;
  throw new Error(`${module.name} is no service: make it by ServiceModule.for({ ... })`);
}

/** A service's name in the protos: `waystation.workshop.v1.WorkshopService` for `workshop`. */
export function fullNameOf(name: string): string {
  return `waystation.${name}.v1.${name[0]!.toUpperCase()}${name.slice(1)}Service`;
}

/** The aggregates' mappings of a service. */
export function mappingsOf({ stores }: Pick<ServiceDefinition, 'stores'>): Mapping[] {
  return stores.flatMap(({ mapping }) => mapping ?? []);
}
