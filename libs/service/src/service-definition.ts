import 'reflect-metadata';
import type { ModuleMetadata } from '@nestjs/common';
import {
  grpcController,
  isMarked,
  type ClassOf,
  type GateOverrides,
  type MethodCodec,
  type QueryClass,
  type ReactionClass,
  type Rpcs,
  type Texts,
  type UseCaseClass,
} from '@waystation/call';
import { Reader, type Mapping, type Migration } from '@waystation/store';
import type { AnyClientClass } from './client.ts';

/** ts-proto's definition of a service's rpcs, such as `WorkshopServiceService`. */
export type RpcDefinitions = Readonly<Record<string, MethodCodec & { readonly path: string }>>;

/** A step that a timer makes. */
export type TimedStep = UseCaseClass<{ stationId: string; subjectId: string }, unknown, never>;

/** What a service consists of: its table of contents. */
export interface ServiceDefinition {
  /** `workshop`: names its database and roles, its topics, and its package in the protos. */
  name: string;
  /** The step or query of each rpc, by the method's name: `{ startJob: StartJob } satisfies RpcsOf<WorkshopServiceServer>`. */
  rpcs: Rpcs;
  /** Steps that are no rpc: those that `schedule` names, made by themselves when they are due. */
  timers?: readonly ClassOf<TimedStep>[];
  reactions: readonly ClassOf<ReactionClass>[];
  /** Stores, and the reference data that steps read, which the service keeps. */
  stores: readonly (ClassOf & { readonly mapping?: Mapping; readonly keeps?: string })[];
  /** Other services that steps ask. */
  clients?: readonly AnyClientClass[];
  /** Other classes that those need. */
  providers?: ModuleMetadata['providers'];
  /** In the order in which they run, behind those that every service has. */
  migrations: readonly Migration[];
  /** Words for the slugs that it refuses by. */
  texts: Texts;
  /** Opens its gates, where the after-sales manager may: `gateOverrides` of `@waystation/overrides`. */
  overrides?: GateOverrides;
  /** Full names of other state messages that it keeps the newest of: `waystation.crm.v1.VehicleState`. */
  keeps?: readonly string[];
  /** ts-proto's definition of its rpcs; found by the service's name when left out. */
  definition?: RpcDefinitions;
}

/** A definition with what follows from it. */
export interface CompleteDefinition extends ServiceDefinition {
  readonly definition: RpcDefinitions;
  readonly timers: readonly ClassOf<TimedStep>[];
  readonly clients: readonly AnyClientClass[];
  /** All that it keeps, those of its reference data included. */
  readonly keeps: readonly string[];
  /** The steps and queries among the rpcs. */
  readonly useCases: readonly ClassOf<UseCaseClass>[];
  readonly queries: readonly ClassOf<QueryClass>[];
}

/** What a Nest module holds its service's definition under. */
const definitionToken = 'SERVICE_DEFINITION';

/**
 * A service as Nest knows modules, from its table of contents:
 *
 * ```ts
 * @Module(service({ name: 'workshop', rpcs: workshopRpcs, reactions: [...], stores: [Jobs], ... }))
 * export class WorkshopModule {}
 * ```
 *
 * What stands in it is checked when the service starts, all at once.
 */
export function service(definition: ServiceDefinition): ModuleMetadata {
  const { rpcs, timers = [], reactions, stores, providers = [] } = definition;
  const classes = new Set<ClassOf>([Reader, ...Object.values(rpcs), ...timers, ...reactions, ...stores]);
  return {
    providers: [{ provide: definitionToken, useValue: definition }, ...classes, ...providers],
  };
}

/**
 * The definition that a module was made from.
 *
 * @throws Error for a module that `service` didn't make, or whose rpcs are not where its name says
 */
export async function definitionOf(module: ClassOf): Promise<CompleteDefinition> {
  const providers = (Reflect.getMetadata('providers', module) ?? []) as { provide?: unknown; useValue?: unknown }[];
  const found = providers.find(({ provide }) => provide === definitionToken)?.useValue as ServiceDefinition | undefined;
  if (!found) throw new Error(`${module.name} is no service: write @Module(service({ ... })) above it`);
  const marked = (kind: 'use case' | 'query') =>
    [...new Set(Object.values(found.rpcs))].filter((each) => isMarked(each, kind));
  return {
    ...found,
    timers: found.timers ?? [],
    clients: found.clients ?? [],
    keeps: [...found.stores.flatMap(({ keeps }) => keeps ?? []), ...(found.keeps ?? [])],
    useCases: marked('use case') as ClassOf<UseCaseClass>[],
    queries: marked('query') as ClassOf<QueryClass>[],
    definition: found.definition ?? (await rpcsNamed(found.name)),
  };
}

async function rpcsNamed(name: string): Promise<RpcDefinitions> {
  const generated = (await import(`@waystation/contracts/${name}/v1/service`)) as Record<string, unknown>;
  const wanted = `${fullNameOf(name).split('.').pop()!}Service`;
  const found = generated[wanted];
  if (!found) throw new Error(`the protos of ${name} have no ${wanted}`);
  return found as RpcDefinitions;
}

/** A service's name in the protos: `waystation.workshop.v1.WorkshopService` for `workshop`. */
export function fullNameOf(name: string): string {
  return `waystation.${name}.v1.${name[0]!.toUpperCase()}${name.slice(1)}Service`;
}

/** What answers the service's rpcs. */
export function controllerOf(definition: CompleteDefinition): ClassOf {
  return grpcController(fullNameOf(definition.name), definition.rpcs);
}

/** The aggregates' mappings of a service. */
export function mappingsOf({ stores }: Pick<ServiceDefinition, 'stores'>): Mapping[] {
  return stores.flatMap(({ mapping }) => mapping ?? []);
}
