export {
  codeListOf,
  descriptorBytes,
  eventOptions,
  fieldLimits,
  instantKind,
  messageNamed,
  publishedMessages,
  queryOptions,
  registry,
  serviceNamed,
  stepOptions,
  textKind,
  type EventOptions,
  type FieldLimits,
  type InstantKind,
  isPersonal,
  type QueryOptions,
  type StepOptions,
  type TextKind,
} from './descriptors.ts';
export type { EventCodec } from './event-codec.ts';
export { eventCodecs } from './event-codecs.gen.ts';
