import { Module, type DynamicModule } from '@nestjs/common';
import type { ClassOf } from '@waystation/call';
import { Reader } from '@waystation/store';
import { completed, SERVICE_DEFINITION, type ServiceDefinition } from './service-definition.ts';

/**
 * Nest module of a service, made from its definition:
 *
 * ```ts
 * export const WorkshopModule = ServiceModule.for({ name: 'workshop', controller: WorkshopController, stores: [Jobs], ... });
 * ```
 *
 * The definition is injected by `SERVICE_DEFINITION`. Database, runner and clients come from the global module
 * (service-host.module.ts).
 */
@Module({})
export class ServiceModule {
  /** Makes the module without checks; `checkDefinition` names all errors when the service starts. */
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
