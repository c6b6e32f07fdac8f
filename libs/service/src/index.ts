export { bootProcess, type Part, type PartStart, type ProcessResources, type RunningPart } from './boot-process.ts';
export { bootService, servicePart } from './boot-service.ts';
export { channelOptions, watchfulness, type Watchfulness } from './channel-options.ts';
export { checkDefinition } from './check-definition.ts';
export { clientOf, type ClientOf, type ClientOptions } from './client-of.ts';
export { Client, type AnyClientClass, type ClientClass, type GivenClient, unlessUnavailable } from './client.ts';
export { commonTexts } from './common-texts.ts';
export { readConfig, type Config } from './config.ts';
export { createService, type RunningService } from './create-service.ts';
export { createLog, nestLog } from './logs.ts';
export { Management, managementAddress, type ReadinessCheck } from './management.ts';
export { ListEvents, type ListEventsRequest, type ListEventsResponse } from './queries/list-events.ts';
export { workList, type WorkKind, type WorkListRequest } from './queries/work-list.ts';
export { reactorOf } from './reactor.ts';
export {
  definitionOf,
  fullNameOf,
  mappingsOf,
  SERVICE_DEFINITION,
  type CompleteDefinition,
  type ServiceDefinition,
} from './service-definition.ts';
export { type Resources } from './service-host.module.ts';
export { ServiceModule } from './service.module.ts';
export { settingsOf } from './settings.ts';
export { ConfigError, StartFault } from './start-fault.ts';
export { StatesOfProcess } from './states-of-process.ts';
export { startService, type StartedService, type StartOptions } from './start-service.ts';
