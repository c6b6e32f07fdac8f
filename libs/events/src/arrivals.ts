/** An event read from a topic. */
export interface ArrivedEvent {
  topic: string;
  key: string;
  seq: bigint;
  eventId: string;
  /** Full name of the message. */
  type: string;
  stationId: string | undefined;
  regionId: string | undefined;
  correlationId: string | undefined;
  standardVersion: string | undefined;
  traceparent: string | undefined;
  occurredAt: Date;
  /** Parsed ProtoJSON; null for a tombstone. */
  value: unknown;
}

/** A timer that is due. */
export interface DueTimer {
  stationId: string;
  id: string;
  /** Class name of the use case. */
  step: string;
  subjectId: string;
}

/** Thrown if the key of an event is parked: the event must wait behind the earlier ones. */
export class KeyParked extends Error {}

/** Runs reactions to events: the runner, or a fake in tests. `Reaction` is its own type for a reaction. */
export interface Reactor<Reaction> {
  /** Reactions to a message, by its full name; empty if the service does not react to it. */
  reactionsTo(type: string): readonly Reaction[];
  /** Runs reactions to events of different keys and advances the cursors, in one transaction. @throws KeyParked, or the error of a reaction */
  react(arrivals: readonly { event: ArrivedEvent; reactions: readonly Reaction[] }[]): Promise<void>;
}

/** Runs the steps of timers. */
export interface TimerStarter {
  /** Runs the step and removes the timer, in one transaction. @throws the error of the step; the timer is kept then */
  fire(timer: DueTimer): Promise<void>;
}
