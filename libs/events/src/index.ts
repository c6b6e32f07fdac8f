export { KeyParked, type ArrivedEvent, type DueTimer, type Reactor, type TimerStarter } from './arrivals.ts';
export { codecOf, sealEvent, topicName, type EventContext, type SealedEvent } from './envelope.ts';
export { appendToOutbox } from './outbox.ts';
