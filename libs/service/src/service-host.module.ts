import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Runner, RUNNER_OPTIONS, RunnerContext, TextCatalogue, type RunnerOptions } from '@waystation/call';
import { Metrics } from '@waystation/metrics';
import { Database } from '@waystation/store';
import { checkDefinition } from './check-definition.ts';
import type { GivenClient } from './client.ts';
import { withCommonTexts } from './common-texts.ts';
import { SERVICE_DEFINITION, type CompleteDefinition } from './service-definition.ts';

/** Resources of a service, owned and closed by the code that creates the service. */
export interface Resources extends Pick<RunnerOptions, 'clock' | 'tokens' | 'log' | 'observe' | 'random'> {
  database: Database;
  /** An instance for each client class of the definition. */
  clients?: readonly GivenClient[];
  /** Threads of the `DocumentRenderer` in a service that renders documents. */
  documentThreads?: number | undefined;
  /** Metrics of the service; without them nothing is measured. */
  metrics?: Metrics | undefined;
}

/** Root module of a process with one service; provides the resources and the runner to its classes. */
@Module({})
export class ServiceHostModule {
  /**
   * @param module made by `ServiceModule.for`
   * @param more further providers of the process, such as its gRPC server
   */
  static for(
    module: DynamicModule,
    { database, clients = [], documentThreads, metrics, ...given }: Resources,
    more: readonly Provider[] = [],
  ): DynamicModule {
    const shared: Provider[] = [
      { provide: Database, useValue: database },
      { provide: RUNNER_OPTIONS, inject: [SERVICE_DEFINITION], useFactory: runnerOptionsWith(given) },
      { provide: 'DOCUMENT_THREADS', useValue: documentThreads },
      ...(metrics ? [{ provide: Metrics, useValue: metrics }] : []),
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

/** @throws Error that names every error in the definition */
function runnerOptionsWith(given: Omit<RunnerOptions, 'service' | 'contracts' | 'overrides' | 'texts'>) {
  return (definition: CompleteDefinition): RunnerOptions => ({
    ...given,
    service: definition.name,
    contracts: checkDefinition(definition),
    overrides: definition.overrides,
    texts: new TextCatalogue(withCommonTexts(definition.texts)),
  });
}
