export {
  descriptorBytes,
  eventOptions,
  messageNamed,
  publishedMessages,
  queryOptions,
  registry,
  serviceNamed,
  stepOptions,
  type EventOptions,
  isPersonal,
  type QueryOptions,
  type StepOptions,
} from './descriptors.ts';
export type { EventCodec } from './event-codec.ts';
export { eventCodecs } from './event-codecs.gen.ts';
