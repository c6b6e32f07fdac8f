export { KeyParked, type ArrivedEvent, type DueTimer, type Reactor, type TimerStarter } from './arrivals.ts';
export {
  PublishFailed,
  type Bus,
  type ConsumeOptions,
  type IncomingBatch,
  type IncomingMessage,
  type OutgoingMessage,
  type PartitionEnds,
  type Publisher,
  type Subscription,
  type TopicLag,
} from './bus.ts';
export { Backlog } from './backlog.ts';
export { chainHash, ownHash } from './chain.ts';
export { ConsumerHost, topicsOf, type ConsumerHostOptions } from './consumer-host.ts';
export { decodeEvent, Unreadable } from './decode.ts';
export {
  codecOf,
  sealEvent,
  sealTombstone,
  topicName,
  topicOf,
  type EventContext,
  type SealedEvent,
} from './envelope.ts';
export { KafkaBus, type KafkaBusOptions } from './kafka-bus.ts';
export type { Alarm, Logger } from './logger.ts';
export { appendToOutbox } from './outbox.ts';
export {
  dropParked,
  listParked,
  releaseAllParked,
  releaseParked,
  showParked,
  StillFailing,
  type ParkedEvent,
  type ParkedKey,
  type Released,
} from './parking.ts';
export { measureEvents } from './metrics.ts';
export { prune, Pruner, type Pruned } from './prune.ts';
export { Relay, type LeaderTask, type RelayOptions, type SendReport } from './relay.ts';
export {
  createTopics,
  deadLetterTopic,
  ensureTopics,
  topics,
  topicSettings,
  type Topic,
  type TopicKind,
  type TopicMaker,
  TopicsRefused,
  type RequiredTopic,
} from './topics.ts';
export { blameLimits, type BlameLimits } from './suspects.ts';
export { StateConsumer, type StateConsumerOptions, type StateCopy } from './state-consumer.ts';
export { Timers, type TimersOptions } from './timers.ts';
