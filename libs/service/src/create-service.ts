import type { DynamicModule, INestApplicationContext, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Runner, RunnerContext, type ClassOf, type RpcContract } from '@waystation/call';
import { Database } from '@waystation/store';
import { SERVICE_DEFINITION, type CompleteDefinition } from './service-definition.ts';
import { ServiceHostModule, type Resources } from './service-host.module.ts';

/** Service whose steps, queries and reactions can be run in this process. */
export interface RunningService {
  readonly definition: CompleteDefinition;
  readonly contracts: ReadonlyMap<string, RpcContract>;
  readonly runner: Runner;
  readonly database: Database;
  /** Instance of a class of the service. */
  get<T>(of: ClassOf<T>): T;
  /** Closes the Nest context; the resources stay open. */
  close(): Promise<void>;
}

/**
 * Creates a service in this process without ports; its runner runs steps, queries and reactions.
 *
 * @param module made by `ServiceModule.for`
 * @throws Error that names every difference between the service's definition and its proto
 */
export async function createService(
  module: DynamicModule,
  resources: Resources,
  logger: LoggerService | false = false,
): Promise<RunningService> {
  const root = ServiceHostModule.for(module, resources);
  return runningService(await NestFactory.createApplicationContext(root, { logger, abortOnError: false }));
}

/** Service in a Nest context. */
export function runningService(context: INestApplicationContext): RunningService {
  return {
    definition: context.get<CompleteDefinition>(SERVICE_DEFINITION),
    contracts: context.get(RunnerContext).options.contracts,
    runner: context.get(Runner),
    database: context.get(Database),
    get: (of) => context.get(of as never, { strict: false }),
    close: () => context.close(),
  };
}
