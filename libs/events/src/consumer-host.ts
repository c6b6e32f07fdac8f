import { publishedMessages } from '@waystation/contracts';
import { crashPoint, type Database } from '@waystation/store';
import { KeyParked, type ArrivedEvent, type Reactor } from './arrivals.ts';
import type { Bus, IncomingBatch, IncomingMessage, Publisher, Subscription } from './bus.ts';
import { advanceCursors, asRelay, readCursors } from './cursors.ts';
import { decodeEvent, Unreadable } from './decode.ts';
import { topicName } from './envelope.ts';
import { faultOf } from './failures.ts';
import { pause } from './limits.ts';
import { errorText, type Alarm, type Logger } from './logger.ts';
import { keepWaiting, keyOf, parkKey, type NumberedMessage } from './parked-keys.ts';
import { RetryBackoff } from './retry-backoff.ts';
import { blameLimits, Suspects, type BlameLimits } from './suspects.ts';
import { deadLetterTopic, ensureTopics } from './topics.ts';

/** What a consumer host needs. */
export interface ConsumerHostOptions<Reaction> {
  bus: Bus;
  database: Database;
  /** The consumer group, named like the service. */
  group: string;
  reactor: Reactor<Reaction>;
  /** Full names; those of all published messages that the reactor reacts to when left out. */
  topics?: readonly string[];
  logger: Logger;
  alarm?: Alarm;
  /** Told when the consumer has ended for good: ends the process, so that its supervisor starts another. */
  onDeath: (error: Error) => void;
  /** How long a failure that is no event's own may last before somebody must look; 60 s when left out. */
  alarmAfterMs?: number;
  /** When an event is parked that takes too long, or fails in a way that nobody knows. */
  blame?: Partial<BlameLimits>;
}

/** Messages between two commits of the offset. */
const windowMax = 500;
/** Events of different keys in one transaction. */
const groupMax = 200;
/** An event is parked when its reaction threw so often in the same way; or twice as often in any. */
const triesMax = 3;
/** When this number of events in a row fail for an unknown reason, or take too long, the cause is not in the events. */
const failedInRowMax = 3;
/** While events of a partition are tried again, others that come behind them are looked for so often. */
const lookAgainMs = 1_000;
/** None of them is begun so long after the first. */
const suspectsMs = 5_000;
const heartbeatMs = 1_000;

/** The events of one key within a window, in order, and how far they are. */
interface Lane {
  readonly key: string;
  queue: NumberedMessage[];
  /** Number of the last event that was consumed; undefined when none was. */
  consumed: bigint | undefined;
  /** Number up to which nothing was to be done, not yet written. */
  passed: bigint | undefined;
  parked: boolean;
  /**
   * - `flowing`: its events are worked off
   * - `suspect`: its next event failed before, and is left until the other keys are done
   * - `tried`: that event is tried again
   * - `waits`: it failed again, or may not be tried yet: nothing more of the key in this batch
   */
  state: 'flowing' | 'suspect' | 'tried' | 'waits';
}

interface Head<Reaction> {
  lane: Lane;
  message: NumberedMessage;
  event: ArrivedEvent;
  reactions: readonly Reaction[];
}

/** The topics of the messages that a service reacts to. */
export function topicsOf(reactor: Pick<Reactor<unknown>, 'reactionsTo'>): string[] {
  const topics = [...publishedMessages()]
    .filter(([type]) => reactor.reactionsTo(type).length > 0)
    .map(([, { topic, state }]) => topicName(topic, state));
  return [...new Set(topics)].sort();
}

/**
 * Consumes topics for a service: what comes is worked off in order within its key, each event once, as its cursor tells.
 * Events of different keys share a transaction; those that nobody reacts to only advance cursors. What becomes of an event
 * that fails depends on who is at fault (failures.ts):
 *
 * - Database or network are away: the partition waits, for as long as it lasts.
 * - The event can't be read, or its reaction throws three times in the same way: its key is parked. It and all later ones
 *   of the key wait in `parked_event`, the other keys go on.
 * - It takes too long, or fails in a way that nobody knows: its key waits and is tried again, the other keys go on, and it is
 *   parked once it is certain that they do and it does not (suspects.ts).
 */
export class ConsumerHost<Reaction> {
  readonly #options: ConsumerHostOptions<Reaction>;
  readonly #alarm: Alarm;
  readonly #backoff = new Map<string, RetryBackoff>();
  readonly #suspects: Suspects;
  /** Where messages lie of which a copy is among the dead letters, though their key could not be parked yet. */
  readonly #copied = new Set<string>();
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
   * Makes the topics that are missing and joins the group. Tries without end while the broker is away; resolves with the
   * first fetch, or when it is closed.
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
          signal: this.#stopping.signal,
        });
        logger.info({ group, topics }, 'consuming');
        return;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        const { waitMs, alarm } = backoff.failed();
        const say: Alarm = alarm ? this.#alarm : (fields, message) => logger.warn(fields, message);
        say({ group, error: errorText(error), seconds: backoff.seconds }, 'can not join the consumer group');
        await pause(waitMs, this.#stopping.signal);
      }
    }
  }

  /** Whether it fetched or reported to its group lately. True while it has nothing to consume, or is still joining. */
  isAlive(): boolean {
    return this.#subscription?.isAlive() ?? true;
  }

  /** Leaves the group after what is at hand. Never throws. */
  async close(): Promise<void> {
    this.#stopping.abort(new Error('the consumer was closed'));
    await this.#starting;
    await this.#subscription?.close();
    await this.#deadLetters?.close();
  }

  /** Nothing that is thrown leaves here. What was not committed comes again, and the cursors know what of it was done. */
  async #handle(batch: IncomingBatch): Promise<void> {
    const partition = partitionOf(batch);
    let backoff = this.#backoff.get(partition);
    if (!backoff) {
      const alarmAfterMs = this.#options.alarmAfterMs ?? 60_000;
      this.#backoff.set(partition, (backoff = new RetryBackoff({ firstMs: 50, maxMs: 5_000, alarmAfterMs })));
    }
    try {
      /** Where the next event lies of each key that waits; later events of these keys are not looked at. */
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
    } catch (error) {
      if (!batch.isCurrent()) return;
      // Also an error that nobody thought of: to wait loses nothing, and the alarm comes.
      const { waitMs, failures, alarm } = backoff.failed();
      const say: Alarm = alarm ? this.#alarm : (fields, message) => this.#options.logger.warn(fields, message);
      const { topic } = batch;
      say(
        { topic, partition: batch.partition, error: errorText(error), failures, seconds: backoff.seconds },
        'a partition waits',
      );
      batch.pause(waitMs);
    }
  }

  /** Goes on behind what is done, up to the first event that waits. */
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
   * @param waiting keys that wait, and where; more of them come in here
   * @returns false when the partition was left before the end
   */
  async #consume(
    batch: IncomingBatch,
    window: readonly IncomingMessage[],
    waiting: Map<string, IncomingMessage>,
  ): Promise<boolean> {
    const { database } = this.#options;
    const byKey = Map.groupBy(window, keyOf);
    for (const key of waiting.keys()) byKey.delete(key);
    const cursors = await readCursors(database, batch.topic, [...byKey.keys()]);
    const lanes = [...byKey].map(([key, messages]): Lane => {
      const cursor = cursors.get(key);
      const queue = messages.map((message) => ({ message, seq: undefined }));
      const parked = cursor?.parked ?? false;
      return { key, queue, consumed: cursor?.seq, passed: undefined, parked, state: 'flowing' };
    });
    if (!(await this.#workOff(batch, lanes))) return false;
    // One after the other and behind all others, so that these wait for none of them, nor for long till they are next.
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
      await this.#writePassed(batch, open);
    }
    return true;
  }

  /** One event of each key at a time, until no key has any left that may be worked off. */
  async #rounds(batch: IncomingBatch, lanes: readonly Lane[]): Promise<boolean> {
    for (;;) {
      const heads: Head<Reaction>[] = [];
      for (const lane of lanes) {
        const head = await this.#next(lane);
        if (head) heads.push(head);
      }
      if (heads.length === 0) return true;
      for (let from = 0; from < heads.length; from += groupMax) {
        await batch.heartbeat();
        if (!batch.isCurrent()) return false;
        await this.#react(batch, heads.slice(from, from + groupMax), true);
      }
    }
  }

  /** The next event of a key that something is to be done about; passes those with nothing, and those that are done. */
  async #next(lane: Lane): Promise<Head<Reaction> | undefined> {
    while (!lane.parked && ['flowing', 'tried'].includes(lane.state) && lane.queue.length > 0) {
      const message = lane.queue[0]!;
      let event: ArrivedEvent;
      try {
        event = decodeEvent(message.message);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        await this.#park(lane, message, error);
        return undefined;
      }
      message.seq = event.seq;
      if (lane.consumed !== undefined && event.seq <= lane.consumed) {
        this.#suspects.over(placeOf(message.message));
        lane.queue.shift();
        continue;
      }
      if (lane.state === 'flowing' && this.#suspects.has(placeOf(message.message))) {
        lane.state = 'suspect';
        return undefined;
      }
      this.#lookForGap(lane, event);
      // A tombstone has no message that one could react to.
      const reactions = event.value === null ? [] : this.#options.reactor.reactionsTo(event.type);
      if (reactions.length > 0) return { lane, message, event, reactions };
      lane.consumed = lane.passed = event.seq;
      lane.queue.shift();
    }
    return undefined;
  }

  /** Of a key that is new here nothing is known: its first events may be older than what the topic keeps. */
  #lookForGap({ consumed }: Lane, { topic, key, seq, eventId }: ArrivedEvent): void {
    if (consumed === undefined || consumed === 0n || seq === consumed + 1n || !topic.includes('.events.')) return;
    const fields = { topic, key, expected: String(consumed + 1n), got: String(seq), eventId };
    this.#alarm(fields, 'events of a key are missing');
  }

  /** @param isWhole whether it may be tried in halves first, where all together take too long */
  async #react(batch: IncomingBatch, heads: readonly Head<Reaction>[], isWhole: boolean): Promise<void> {
    if (heads.length > 1) {
      try {
        await this.#done(batch, heads);
        return;
      } catch (error) {
        const fault = faultOf(error);
        if (fault === 'away') throw error;
        const inHalves = fault === 'slow' && isWhole && heads.length > 2;
        const how = inHalves ? 'in halves' : 'singly';
        const fields = { events: heads.length, fault, error: errorText(error) };
        this.#options.logger.info(fields, `a batch failed and is done ${how}`);
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
      // What was not tried comes again, and before these.
      if (failedInRow >= failedInRowMax) throw failure;
    }
  }

  /** Reactions may take longer than the group waits for a word of its member. */
  async #done(batch: IncomingBatch, heads: readonly Head<Reaction>[]): Promise<void> {
    // One that fails is told by the next that is awaited.
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

  /** @returns what it failed by, if its key waits now since nobody knows whether the event is at fault */
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
        this.#options.logger.warn({ topic, key, eventId, type, error: text, tries }, 'a reaction failed');
        if (alike >= triesMax || tries >= 2 * triesMax) return this.#park(head.lane, head.message, error);
        await pause(50 * tries ** 2, this.#stopping.signal);
      }
    }
  }

  /** Lets the key wait, or parks it when it has waited long enough. @returns the error, if it waits */
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
    say(fields, `a key waits, other keys go on: its event is tried again in ${Math.round(waitMs)} ms`);
    return error;
  }

  async #park(lane: Lane, message: NumberedMessage, error: unknown): Promise<void> {
    const { database, group } = this.#options;
    const { topic, partition, offset } = message.message;
    const text = errorText(error);
    const place = placeOf(message.message);
    // The copy first: a crash between the two repeats it, and none is missing. While the database takes nothing, one is enough.
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
    this.#alarm(fields, 'a key is parked: this event and all later ones of the key wait');
  }

  /** The copy is for people who watch topics; the event itself is in the database, so nothing waits for a copy. */
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
        'no copy to the dead letters',
      );
    }
  }

  async #writePassed(batch: IncomingBatch, lanes: readonly Lane[]): Promise<void> {
    const passed = new Map<string, bigint>();
    for (const lane of lanes) if (lane.passed !== undefined) passed.set(lane.key, lane.passed);
    if (passed.size > 0) {
      await asRelay(this.#options.database, [advanceCursors(batch.topic, passed)]);
      this.#suspects.passed(partitionOf(batch));
    }
    for (const lane of lanes) lane.passed = undefined;
  }

  /** Lets what is left of parked keys wait. @returns lanes that were released meanwhile, to go on with */
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

/** Also finds the numbers of those that wait; what can't be read waits without one. */
function isNew(lane: Lane, message: NumberedMessage): boolean {
  try {
    message.seq = decodeEvent(message.message).seq;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return true;
  }
  return lane.consumed === undefined || message.seq > lane.consumed;
}
