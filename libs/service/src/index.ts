export { bootService } from './boot-service.ts';
export { channelOptions, watchfulness, type Watchfulness } from './channel-options.ts';
export { checkDefinition } from './check-definition.ts';
export { clientOf, type ClientOf, type ClientOptions } from './client-of.ts';
export { Client, type AnyClientClass, type ClientClass, type GivenClient, unlessAway } from './client.ts';
export { commonTexts } from './common-texts.ts';
export { ConfigError, readConfig, type Config } from './config.ts';
export { createService, type Resources, type RunningService } from './create-service.ts';
export { createLog } from './logs.ts';
export { ListEvents, type ListEventsRequest, type ListEventsResponse } from './queries/list-events.ts';
export { reactorOf } from './reactor.ts';
export {
  controllerOf,
  definitionOf,
  fullNameOf,
  mappingsOf,
  service,
  type CompleteDefinition,
  type ServiceDefinition,
  type TimedStep,
} from './service-definition.ts';
export { StartFault, startService, type StartedService, type StartOptions } from './start-service.ts';
