import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Runner, RUNNER_OPTIONS, RunnerContext, TextCatalogue, type RunnerOptions } from '@waystation/call';
import { Database } from '@waystation/store';
import { checkDefinition } from './check-definition.ts';
import type { GivenClient } from './client.ts';
import { withCommonTexts } from './common-texts.ts';
import { SERVICE_DEFINITION, type CompleteDefinition } from './service-definition.ts';

/** Resources of a service. They belong to the code that creates the service, which closes them after it. */
export interface Resources extends Pick<RunnerOptions, 'clock' | 'tokens' | 'log' | 'observe' | 'random'> {
  database: Database;
  /** One for each client class of the definition. */
  clients?: readonly GivenClient[];
  /** Threads of the `DocumentRenderer`, in a service that makes documents. */
  documentThreads?: number | undefined;
}

/** The root module: runs one service, whose classes get the resources and the runner from here. */
@Module({})
export class ServiceHostModule {
  /**
   * @param module of `ServiceModule.for`
   * @param more providers of the process that it runs in, such as its gRPC server
   */
  static for(
    module: DynamicModule,
    { database, clients = [], documentThreads, ...given }: Resources,
    more: readonly Provider[] = [],
  ): DynamicModule {
    const shared: Provider[] = [
      { provide: Database, useValue: database },
      { provide: RUNNER_OPTIONS, inject: [SERVICE_DEFINITION], useFactory: runnerOptionsWith(given) },
      { provide: 'DOCUMENT_THREADS', useValue: documentThreads },
      RunnerContext,
      Runner,
      ...clients.map(([provide, useValue]) => ({ provide, useValue })),
    ];
    return {
      module: ServiceHostModule,
      global: true,
      imports: [module],
      providers: [...shared, ...more],
      exports: shared,
    };
  }
}

/** @throws Error that names every fault of the definition */
function runnerOptionsWith(given: Omit<RunnerOptions, 'service' | 'contracts' | 'overrides' | 'texts'>) {
  return (definition: CompleteDefinition): RunnerOptions => ({
    ...given,
    service: definition.name,
    contracts: checkDefinition(definition),
    overrides: definition.overrides,
    texts: new TextCatalogue(withCommonTexts(definition.texts)),
  });
}
