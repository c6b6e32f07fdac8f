import { Module, type DynamicModule } from '@nestjs/common';
import type { ClassOf } from '@waystation/call';
import { Reader } from '@waystation/store';
import { completed, SERVICE_DEFINITION, type ServiceDefinition } from './service-definition.ts';

/**
 * The Nest module of a service, made from its table of contents:
 *
 * ```ts
 * export const WorkshopModule = ServiceModule.for({ name: 'workshop', controller: WorkshopController, stores: [Jobs], ... });
 * ```
 *
 * Its classes get the definition injected by `SERVICE_DEFINITION`. Database, runner and clients come from the global module
 * that it runs in (service-host.module.ts).
 */
@Module({})
export class ServiceModule {
  /** Checks nothing yet: all faults of a definition are named at once when the service starts. */
  static for(definition: ServiceDefinition): DynamicModule {
    const { controller, timers = [], reactions, stores, providers = [] } = definition;
    const classes = new Set<ClassOf>([Reader, ...Object.values(controller.rpcs), ...timers, ...reactions, ...stores]);
    return {
      module: ServiceModule,
      controllers: [controller],
      providers: [{ provide: SERVICE_DEFINITION, useValue: completed(definition) }, ...classes, ...providers],
      exports: [SERVICE_DEFINITION],
    };
  }
}
