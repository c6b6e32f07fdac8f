import { publishedMessages } from '@waystation/contracts';
import { crashPoint, type Database } from '@waystation/store';
import { KeyParked, type ArrivedEvent, type Reactor } from './arrivals.ts';
import type { Bus, IncomingBatch, IncomingMessage, Publisher, Subscription, TopicLag } from './bus.ts';
import { advanceCursors, asRelay, readCursors, type Cursor } from './cursors.ts';
import { decodeEnvelope, decodeEvent, Unreadable, type Envelope } from './decode.ts';
import { topicName } from './envelope.ts';
import { faultOf } from './failures.ts';
import { KnownCursors } from './known-cursors.ts';
import { pause } from './limits.ts';
import { errorText, type Alarm, type Logger } from './logger.ts';
import { keepWaiting, keyOf, parkKey, type NumberedMessage } from './parked-keys.ts';
import { RetryBackoff } from './retry-backoff.ts';
import { blameLimits, Suspects, type BlameLimits } from './suspects.ts';
import { deadLetterTopic, ensureTopics } from './topics.ts';

/** Options of a consumer host. */
export interface ConsumerHostOptions<Reaction> {
  bus: Bus;
  database: Database;
  /** The consumer group, named like the service. */
  group: string;
  reactor: Reactor<Reaction>;
  /** Full names; by default the topics of all messages that the reactor reacts to. */
  topics?: readonly string[];
  logger: Logger;
  alarm?: Alarm;
  /** Called when the consumer has ended for good. Must end the process, so that its supervisor starts another. */
  onDeath: (error: Error) => void;
  /** Duration of a failure without a faulty event until the alarm, in milliseconds; 60 s by default. */
  alarmAfterMs?: number;
  /** Limits for parking an event that takes too long or fails for an unknown reason. */
  blame?: Partial<BlameLimits>;
}

/** Messages between two commits of the offset. */
const windowMax = 500;
/** Events of different keys in one transaction. */
const groupMax = 200;
/** Failures of a reaction until its event is parked, with equal errors; twice as many with different errors. */
const triesMax = 3;
/** Consecutive events that are slow or fail for an unknown reason, from which on the cause is not in the events. */
const failedInRowMax = 3;
/** Longest pause of a partition while events are retried, so that events behind them do not wait longer. */
const lookAgainMs = 1_000;
/** Suspects are retried within this time after the first one of a pass. */
const suspectsMs = 5_000;
const heartbeatMs = 1_000;

/** The events of one key within a window, in order, and their progress. */
interface Lane {
  readonly key: string;
  queue: NumberedMessage[];
  /** Number of the last consumed event; undefined without one. */
  consumed: bigint | undefined;
  /** Number of the last event without reactions; not yet written to the cursor. */
  passed: bigint | undefined;
  parked: boolean;
  /**
   * - `flowing`: its events are processed
   * - `suspect`: its next event failed before and waits until the other keys are done
   * - `tried`: that event is being retried
   * - `waits`: the event failed again or is not due yet; the key waits for the next batch
   */
  state: 'flowing' | 'suspect' | 'tried' | 'waits';
}

interface Head<Reaction> {
  lane: Lane;
  message: NumberedMessage;
  event: ArrivedEvent;
  reactions: readonly Reaction[];
}

/** Full names of the topics that a service reacts to. */
export function topicsOf(reactor: Pick<Reactor<unknown>, 'reactionsTo'>): string[] {
  const topics = [...publishedMessages()]
    .filter(([type]) => reactor.reactionsTo(type).length > 0)
    .map(([, { topic, state }]) => topicName(topic, state));
  return [...new Set(topics)].sort();
}

/**
 * Consumes topics for a service: processes events in order within their key, each once by means of the key's cursor. Events
 * of different keys share a transaction; events without reactions only advance cursors. The handling of a failed event
 * depends on the cause (failures.ts):
 *
 * - Database or network is away: the partition waits for as long as it takes.
 * - The event is unreadable, or its reaction throws the same error three times: its key is parked. This and all later events
 *   of the key wait in `parked_event`; other keys continue.
 * - The event takes too long or fails for an unknown reason: its key waits and is retried while other keys continue. It is
 *   parked once events of other keys succeed and it still fails (suspects.ts).
 */
export class ConsumerHost<Reaction> {
  readonly #options: ConsumerHostOptions<Reaction>;
  readonly #alarm: Alarm;
  readonly #backoff = new Map<string, RetryBackoff>();
  readonly #suspects: Suspects;
  /** Messages that are copied to the dead letter topic but whose key could not be parked yet. */
  readonly #copied = new Set<string>();
  readonly #known = new KnownCursors();
  /** Batches with at least one event that has reactions. */
  readonly #worked = new WeakSet<IncomingBatch>();
  readonly #stopping = new AbortController();
  #deadLetters: Publisher | undefined;
  #starting: Promise<void> | undefined;
  #subscription: Subscription | undefined;

  constructor(options: ConsumerHostOptions<Reaction>) {
    this.#options = options;
    this.#alarm = options.alarm ?? ((fields, message) => options.logger.error(fields, message));
    this.#suspects = new Suspects({ ...blameLimits, ...options.blame }, options.alarmAfterMs ?? 60_000);
  }

  /**
   * Creates missing topics and joins the group. Retries without end while the broker is away; resolves with the first fetch
   * or when the host is closed.
   */
  start(): Promise<void> {
    return (this.#starting ??= this.#start());
  }

  async #start(): Promise<void> {
    const { bus, group, logger, onDeath } = this.#options;
    const topics = this.#options.topics ?? topicsOf(this.#options.reactor);
    if (topics.length === 0) return;
    const backoff = new RetryBackoff({
      firstMs: 500,
      maxMs: 5_000,
      alarmAfterMs: this.#options.alarmAfterMs ?? 60_000,
    });
    while (!this.#stopping.signal.aborted) {
      try {
        await ensureTopics(bus, [...topics, deadLetterTopic(group)], { logger, signal: this.#stopping.signal });
        this.#subscription = await bus.consume({
          group,
          topics,
          handle: (batch) => this.#handle(batch),
          onDeath,
          beforeCommit: () => this.#writePassed(),
          onAssignment: () => this.#known.clear(),
          signal: this.#stopping.signal,
        });
        logger.info({ group, topics }, 'consumer started');
        return;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        const { waitMs, alarm } = backoff.failed();
        const say: Alarm = alarm ? this.#alarm : (fields, message) => logger.warn(fields, message);
        say(
          { group, error: errorText(error), seconds: backoff.seconds },
          'consumer cannot join its group; its events wait, retrying',
        );
        await pause(waitMs, this.#stopping.signal);
      }
    }
  }

  /** Backlog by topic as of the last fetch; empty before the consumer has joined its group. */
  lags(): TopicLag[] {
    return this.#subscription?.lags() ?? [];
  }

  /** True if the consumer fetched or sent a heartbeat recently, is still joining or has no topics. */
  isAlive(): boolean {
    return this.#subscription?.isAlive() ?? true;
  }

  /** Leaves the group after the current batches. Never throws. */
  async close(): Promise<void> {
    this.#stopping.abort(new Error('the consumer was closed'));
    await this.#starting;
    await this.#subscription?.close();
    await this.#deadLetters?.close();
  }

  /** Handles a batch and never throws. Uncommitted messages are delivered again; the cursors skip what was done. */
  async #handle(batch: IncomingBatch): Promise<'skipped' | void> {
    const partition = partitionOf(batch);
    let backoff = this.#backoff.get(partition);
    if (!backoff) {
      const alarmAfterMs = this.#options.alarmAfterMs ?? 60_000;
      this.#backoff.set(partition, (backoff = new RetryBackoff({ firstMs: 50, maxMs: 5_000, alarmAfterMs })));
    }
    try {
      /** Next event of each waiting key; later events of these keys are skipped. */
      const waiting = new Map<string, IncomingMessage>();
      for (let from = 0; from < batch.messages.length && batch.isCurrent(); from += windowMax) {
        const window = batch.messages.slice(from, from + windowMax);
        crashPoint('consumer.received');
        const isFirstToWait = waiting.size === 0;
        if (!(await this.#consume(batch, window, waiting))) return;
        if (isFirstToWait) this.#commit(batch, window, waiting);
        backoff.over();
      }
      if (waiting.size > 0)
        batch.pause(Math.min(lookAgainMs, this.#suspects.waitMs([...waiting.values()].map(placeOf))));
      if (!this.#worked.has(batch)) return 'skipped';
    } catch (error) {
      for (const message of batch.messages) this.#known.forget(batch.topic, keyOf(message));
      if (!batch.isCurrent()) return;
      // For unexpected errors, too: waiting loses nothing, and the alarm reports it.
      const { waitMs, failures, alarm } = backoff.failed();
      const say: Alarm = alarm ? this.#alarm : (fields, message) => this.#options.logger.warn(fields, message);
      const { topic } = batch;
      say(
        { topic, partition: batch.partition, error: errorText(error), failures, seconds: backoff.seconds },
        'consumer paused a partition after a failure; its events wait, retrying',
      );
      batch.pause(waitMs);
    }
  }

  /** Commits the offset up to the first waiting event. */
  #commit(
    batch: IncomingBatch,
    window: readonly IncomingMessage[],
    waiting: ReadonlyMap<string, IncomingMessage>,
  ): void {
    const held = [...waiting.values()].map(({ offset }) => offset).reduce(least, window.at(-1)!.offset + 1n);
    if (held > window[0]!.offset) batch.commit(held - 1n);
    crashPoint('consumer.resolved');
  }

  /**
   * @param waiting next event of each waiting key; keys that start to wait are added
   * @returns false if the partition was lost before the end
   */
  async #consume(
    batch: IncomingBatch,
    window: readonly IncomingMessage[],
    waiting: Map<string, IncomingMessage>,
  ): Promise<boolean> {
    const { database } = this.#options;
    const byKey = Map.groupBy(window, keyOf);
    for (const key of waiting.keys()) byKey.delete(key);
    const unknown = [...byKey.keys()].filter((key) => this.#known.get(batch.topic, key) === undefined);
    const cursors = unknown.length > 0 ? await readCursors(database, batch.topic, unknown) : new Map<string, Cursor>();
    const lanes = [...byKey].map(([key, messages]): Lane => {
      const cursor = cursors.get(key);
      const queue = messages.map((message) => ({ message, seq: undefined }));
      const parked = cursor?.parked ?? false;
      const consumed = this.#known.get(batch.topic, key) ?? cursor?.seq;
      return { key, queue, consumed, passed: undefined, parked, state: 'flowing' };
    });
    if (!(await this.#workOff(batch, lanes))) return false;
    // One at a time and after all other keys, so that no other key waits for them; limited in time, so that the next window follows soon.
    const until = performance.now() + suspectsMs;
    for (const lane of lanes.filter(({ state }) => state === 'suspect')) {
      const isDue = performance.now() < until && this.#suspects.isDue(placeOf(lane.queue[0]!.message));
      lane.state = isDue ? 'tried' : 'waits';
      if (lane.state === 'tried' && !(await this.#workOff(batch, [lane]))) return false;
    }
    for (const { key, queue } of lanes) if (queue.length > 0) waiting.set(key, queue[0]!.message);
    return true;
  }

  async #workOff(batch: IncomingBatch, lanes: readonly Lane[]): Promise<boolean> {
    for (let open = [...lanes]; open.length > 0; open = await this.#putBehind(batch.topic, lanes)) {
      if (!(await this.#rounds(batch, open))) return false;
      this.#remember(batch, open);
    }
    return true;
  }

  /** Processes one event of each key at a time, until no key has any left. */
  async #rounds(batch: IncomingBatch, lanes: readonly Lane[]): Promise<boolean> {
    for (;;) {
      const heads: Head<Reaction>[] = [];
      for (const lane of lanes) {
        const head = await this.#next(lane);
        if (head) heads.push(head);
      }
      if (heads.length === 0) return true;
      this.#worked.add(batch);
      for (let from = 0; from < heads.length; from += groupMax) {
        await batch.heartbeat();
        if (!batch.isCurrent()) return false;
        await this.#react(batch, heads.slice(from, from + groupMax), true);
      }
    }
  }

  /** Next event of a key that has reactions; skips events without reactions and consumed ones. */
  async #next(lane: Lane): Promise<Head<Reaction> | undefined> {
    while (!lane.parked && ['flowing', 'tried'].includes(lane.state) && lane.queue.length > 0) {
      const message = lane.queue[0]!;
      let envelope: Envelope;
      let reactions: readonly Reaction[];
      let event: ArrivedEvent | undefined;
      try {
        envelope = decodeEnvelope(message.message);
        // A tombstone has no message to react to.
        reactions = message.message.value === null ? [] : this.#options.reactor.reactionsTo(envelope.type);
        if (reactions.length > 0) event = decodeEvent(message.message);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        await this.#park(lane, message, error);
        return undefined;
      }
      message.seq = envelope.seq;
      if (lane.consumed !== undefined && envelope.seq <= lane.consumed) {
        this.#suspects.over(placeOf(message.message));
        lane.queue.shift();
        continue;
      }
      if (lane.state === 'flowing' && this.#suspects.has(placeOf(message.message))) {
        lane.state = 'suspect';
        return undefined;
      }
      this.#lookForGap(lane, envelope);
      if (event) return { lane, message, event, reactions };
      lane.consumed = lane.passed = envelope.seq;
      lane.queue.shift();
    }
    return undefined;
  }

  /** Alarms if event numbers are missing; not for a new key, whose first events may be older than the topic's retention. */
  #lookForGap({ consumed }: Lane, { topic, key, seq, eventId }: Envelope): void {
    if (consumed === undefined || consumed === 0n || seq === consumed + 1n || !topic.includes('.events.')) return;
    const fields = { topic, key, expected: String(consumed + 1n), got: String(seq), eventId };
    this.#alarm(fields, 'consumer found a gap in the event numbers of a key; continuing after the gap');
  }

  /** @param isWhole true if a batch that takes too long may be split in halves before it is split into single events */
  async #react(batch: IncomingBatch, heads: readonly Head<Reaction>[], isWhole: boolean): Promise<void> {
    if (heads.length > 1) {
      try {
        await this.#done(batch, heads);
        return;
      } catch (error) {
        const fault = faultOf(error);
        if (fault === 'away') throw error;
        const inHalves = fault === 'slow' && isWhole && heads.length > 2;
        const how = inHalves ? 'in halves' : 'event by event';
        const fields = { events: heads.length, fault, error: errorText(error) };
        this.#options.logger.info(fields, `consumer batch failed and was rolled back; retrying ${how}`);
        if (inHalves) {
          const half = Math.ceil(heads.length / 2);
          for (const part of [heads.slice(0, half), heads.slice(half)]) await this.#react(batch, part, false);
          return;
        }
      }
    }
    let failedInRow = 0;
    for (const head of heads) {
      await batch.heartbeat();
      const failure = await this.#reactTo(batch, head);
      failedInRow = failure === undefined ? 0 : failedInRow + 1;
      // The untried events are delivered again, before these.
      if (failedInRow >= failedInRowMax) throw failure;
    }
  }

  /** Runs reactions, with heartbeats meanwhile, because they may take longer than the session timeout. */
  async #done(batch: IncomingBatch, heads: readonly Head<Reaction>[]): Promise<void> {
    // A failed heartbeat is reported by the next one that is awaited.
    const beating = setInterval(() => void batch.heartbeat().catch(() => {}), heartbeatMs);
    try {
      await this.#options.reactor.react(heads);
    } finally {
      clearInterval(beating);
    }
    heads.forEach(consumed);
    this.#suspects.reacted(partitionOf(batch), heads.length);
    for (const { message } of heads) this.#suspects.over(placeOf(message.message));
  }

  /** @returns the error if the key waits now because it is uncertain that the event is at fault */
  async #reactTo(batch: IncomingBatch, head: Head<Reaction>): Promise<unknown> {
    const failures = new Map<string, number>();
    for (let tries = 1; ; tries++) {
      try {
        return await this.#done(batch, [head]);
      } catch (error) {
        if (error instanceof KeyParked) return this.#park(head.lane, head.message, error);
        const fault = faultOf(error);
        if (fault === 'away') throw error;
        if (fault === 'conflict' && tries < triesMax) continue;
        if (fault !== 'event') return this.#doubt(head, fault === 'unknown' ? 'unknown' : 'slow', error);
        const text = errorText(error);
        const alike = (failures.get(text) ?? 0) + 1;
        failures.set(text, alike);
        const { topic, key, eventId, type } = head.event;
        this.#options.logger.warn(
          { topic, key, eventId, type, error: text, tries },
          'reaction failed and was rolled back; its key is parked after repeated failures',
        );
        if (alike >= triesMax || tries >= 2 * triesMax) return this.#park(head.lane, head.message, error);
        await pause(50 * tries ** 2, this.#stopping.signal);
      }
    }
  }

  /** Lets the key wait, or parks it after enough failures. @returns the error if the key waits */
  async #doubt(
    { lane, message: head, event }: Head<Reaction>,
    fault: 'slow' | 'unknown',
    error: unknown,
  ): Promise<unknown> {
    const { message } = head;
    const verdict = this.#suspects.failed(partitionOf(message), placeOf(message), fault);
    const { isToPark, waitMs, failures, seconds, alarm } = verdict;
    if (isToPark) return this.#park(lane, head, error);
    lane.state = 'waits';
    const { topic, key, eventId, type } = event;
    const say: Alarm = alarm ? this.#alarm : (fields, text) => this.#options.logger.warn(fields, text);
    const fields = { topic, key, eventId, type, fault, failures, seconds, error: errorText(error) };
    say(fields, `key waits after a failed event, other keys continue; retrying in ${Math.round(waitMs)} ms`);
    return error;
  }

  async #park(lane: Lane, message: NumberedMessage, error: unknown): Promise<void> {
    const { database, group } = this.#options;
    const { topic, partition, offset } = message.message;
    const text = errorText(error);
    const place = placeOf(message.message);
    // The copy first: a crash in between repeats it and loses none. One copy is enough while the database refuses writes.
    if (!(error instanceof KeyParked) && !this.#copied.has(place)) {
      await this.#copy(message.message, text);
      this.#copied.add(place);
    }
    await parkKey(database, message, text);
    this.#copied.delete(place);
    this.#suspects.over(place);
    lane.parked = true;
    lane.queue.shift();
    const fields = {
      group,
      topic,
      key: lane.key,
      partition,
      offset: String(offset),
      seq: message.seq && String(message.seq),
      error: text,
    };
    this.#alarm(
      fields,
      'key parked: this and all later events of the key wait until an operator releases or drops them',
    );
  }

  /** Copies an event to the dead letter topic, for people who watch topics. A failure is only logged: the event is in the database. */
  async #copy({ topic, partition, offset, key, value, headers }: IncomingMessage, error: string): Promise<void> {
    const { bus, group, logger } = this.#options;
    this.#deadLetters ??= bus.publisher();
    const origin = {
      'origin-topic': topic,
      'origin-partition': String(partition),
      'origin-offset': String(offset),
      'origin-group': group,
      error,
    };
    try {
      await this.#deadLetters.publish([
        { topic: deadLetterTopic(group), key: key ?? '', value, headers: { ...headers, ...origin } },
      ]);
    } catch (failure) {
      logger.error(
        { topic, partition, offset: String(offset), error: errorText(failure) },
        'copy of a parked event to the dead letter topic failed; the event is kept in the database only',
      );
    }
  }

  /** Remembers how far keys are; a cursor moved past events without reactions is written with the next commit of offsets. */
  #remember({ topic, partition }: IncomingBatch, lanes: readonly Lane[]): void {
    const hasPassed = lanes.some(({ passed }) => passed !== undefined);
    for (const lane of lanes) {
      const { key, consumed, passed, parked } = lane;
      if (parked) this.#known.forget(topic, key);
      else if (passed !== undefined) this.#known.passed(topic, key, passed);
      else if (consumed !== undefined) this.#known.consumed(topic, key, consumed);
      lane.passed = undefined;
    }
    if (hasPassed) this.#suspects.passed(partitionOf({ topic, partition }));
  }

  /** Writes the cursors that were moved past events without reactions. @throws the database error; they are written later */
  async #writePassed(): Promise<void> {
    const passed = this.#known.takePassed();
    const statements = [...passed]
      .filter(([, keys]) => keys.size > 0)
      .map(([topic, keys]) => advanceCursors(topic, keys));
    if (statements.length === 0) return;
    try {
      await asRelay(this.#options.database, statements);
    } catch (error) {
      this.#known.returnPassed(passed);
      throw error;
    }
  }

  /** Stores the remaining events of parked keys as waiting. @returns lanes that were released meanwhile and continue */
  async #putBehind(topic: string, lanes: readonly Lane[]): Promise<Lane[]> {
    const { database } = this.#options;
    const parked = lanes.filter((lane) => lane.parked && lane.queue.length > 0);
    for (const lane of parked) lane.queue = lane.queue.filter((message) => isNew(lane, message));
    const messages = parked.flatMap(({ queue }) => queue);
    if (messages.length === 0) return [];
    const released = await keepWaiting(database, topic, messages);
    const open = parked.filter(({ key }) => released.has(key));
    for (const lane of parked) if (!released.has(lane.key)) lane.queue = [];
    if (open.length > 0) {
      const cursors = await readCursors(database, topic, [...released]);
      for (const lane of open) {
        lane.parked = cursors.get(lane.key)?.parked ?? false;
        lane.consumed = cursors.get(lane.key)?.seq;
        lane.state = 'flowing';
      }
    }
    return open;
  }
}

function partitionOf({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic} ${partition}`;
}

function placeOf(message: IncomingMessage): string {
  return `${partitionOf(message)} ${message.offset}`;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function consumed({ lane, event }: Head<unknown>): void {
  lane.consumed = event.seq;
  lane.passed = undefined;
  lane.queue.shift();
  lane.state = 'flowing';
}

/** True for an event that was not consumed yet, or is unreadable. Sets the number of the message. */
function isNew(lane: Lane, message: NumberedMessage): boolean {
  try {
    message.seq = decodeEvent(message.message).seq;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return true;
  }
  return lane.consumed === undefined || message.seq > lane.consumed;
}
