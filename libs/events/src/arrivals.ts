/** An event that has come from a topic. */
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
  /** ProtoJSON, parsed. */
  value: unknown;
}

/** A timer that is due. */
export interface DueTimer {
  stationId: string;
  id: string;
  /** The use case's class name. */
  step: string;
  subjectId: string;
}

/** The key of this event is parked: it must wait behind the earlier ones. */
export class KeyParked extends Error {}

/** Who acts on what arrives: the runner, or a stand-in in tests. `Reaction` is whatever it knows its reactions by. */
export interface Reactor<Reaction> {
  /** What is to be done about a message, by its full name; empty for one that the service has nothing to do with. */
  reactionsTo(type: string): readonly Reaction[];
  /** Acts on events of different keys, with their cursors, in one transaction. @throws KeyParked, and what a reaction throws */
  react(arrivals: readonly { event: ArrivedEvent; reactions: readonly Reaction[] }[]): Promise<void>;
}

/** Who makes the steps of timers. */
export interface TimerStarter {
  /** Makes the step and takes the timer off, in one transaction. @throws what the step throws; the timer stands then */
  fire(timer: DueTimer): Promise<void>;
}
