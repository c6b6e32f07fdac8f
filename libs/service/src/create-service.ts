import { Module, type DynamicModule, type INestApplicationContext, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Runner, TextCatalogue, type ClassOf, type RpcContract, type RunnerOptions } from '@waystation/call';
import { Database, useDataKeys, type DataKeys } from '@waystation/store';
import { checkDefinition } from './check-definition.ts';
import type { GivenClient } from './client.ts';
import { withCommonTexts } from './common-texts.ts';
import { controllerOf, definitionOf, type CompleteDefinition } from './service-definition.ts';

/** What a service is given to run with. Whoever gives it ends it. */
export interface Resources extends Pick<RunnerOptions, 'clock' | 'tokens' | 'log' | 'observe' | 'random'> {
  database: Database;
  /** For encrypted columns. They are the whole process's. */
  dataKeys?: DataKeys | undefined;
  /** One for each class of the definition's clients. */
  clients?: readonly GivenClient[];
  /** For the `DocumentRenderer` of a service that makes documents. */
  documentThreads?: number | undefined;
}

/** A service that steps, queries and reactions can be made in, in this process. */
export interface RunningService {
  readonly definition: CompleteDefinition;
  readonly contracts: ReadonlyMap<string, RpcContract>;
  readonly runner: Runner;
  readonly database: Database;
  /** The instance of a class of the service. */
  get<T>(of: ClassOf<T>): T;
  /** Ends Nest's part; the resources stay. */
  close(): Promise<void>;
}

@Module({})
class ServiceRoot {}

/** What Nest starts from: the service's module, and its resources for all of it. */
export interface Composed {
  definition: CompleteDefinition;
  contracts: ReadonlyMap<string, RpcContract>;
  root: DynamicModule;
}

/** @throws Error that names all in which the service's table of contents and its proto disagree */
export async function compose(
  module: ClassOf,
  { database, dataKeys, clients = [], documentThreads, ...given }: Resources,
): Promise<Composed> {
  if (dataKeys) useDataKeys(dataKeys);
  const definition = await definitionOf(module);
  const contracts = checkDefinition(definition);
  const options: RunnerOptions = {
    ...given,
    service: definition.name,
    contracts,
    overrides: definition.overrides,
    texts: new TextCatalogue(withCommonTexts(definition.texts)),
  };
  const providers = [
    { provide: Database, useValue: database },
    { provide: 'RUNNER_OPTIONS', useValue: options },
    { provide: 'DOCUMENT_THREADS', useValue: documentThreads },
    Runner,
    ...clients.map(([provide, useValue]) => ({ provide, useValue })),
  ];
  return {
    definition,
    contracts,
    root: {
      module: ServiceRoot,
      global: true,
      imports: [module],
      controllers: [controllerOf(definition)],
      providers,
      exports: [Database, Runner, 'DOCUMENT_THREADS', ...clients.map(([provide]) => provide)],
    },
  };
}

/**
 * Makes a service in this process, without ports: steps, queries and reactions are made through its runner.
 *
 * @throws Error that names all in which the service's table of contents and its proto disagree
 */
export async function createService(
  module: ClassOf,
  resources: Resources,
  logger: LoggerService | false = false,
): Promise<RunningService> {
  const composed = await compose(module, resources);
  const context = await NestFactory.createApplicationContext(composed.root, { logger, abortOnError: false });
  return runningService(composed, context, resources.database);
}

/** The service within a context that Nest has made. */
export function runningService(
  { definition, contracts }: Composed,
  context: INestApplicationContext,
  database: Database,
): RunningService {
  return {
    definition,
    contracts,
    runner: context.get(Runner),
    database,
    get: (of) => context.get(of as never, { strict: false }),
    close: () => context.close(),
  };
}
