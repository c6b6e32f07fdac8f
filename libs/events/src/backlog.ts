import type { Clock } from '@waystation/model';
import type { Database } from '@waystation/store';
import { asRelay } from './cursors.ts';
import { pause } from './limits.ts';
import type { LeaderTask } from './relay.ts';

const everyMs = 15_000;

const parked = 'select count(*)::int as keys from (select distinct topic, key from parked_event) p';
const overdue = 'select count(*)::int as timers, min(due_at) as oldest from timer where due_at <= $1';

/** Work of a service that waits. */
export interface BacklogFigures {
  parkedKeys: number;
  /** Timers that are due and not fired. */
  overdueTimers: number;
  /** Time since the oldest of them was due, in seconds; 0 without one. */
  overdueSeconds: number;
}

/** Looks at parked keys and overdue timers every 15 s, as a task of the leader, so that a scrape asks no database. */
export class Backlog implements LeaderTask {
  readonly name = 'backlog';
  readonly #database: Database;
  readonly #clock: Clock;
  #last: BacklogFigures | undefined;

  /** @param clock determines which timers are due */
  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Figures of the last look; undefined if another process leads or the database does not answer. */
  get last(): BacklogFigures | undefined {
    return this.#last;
  }

  /** @throws the database error if the database is away */
  async run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        this.#last = await this.look();
        await pause(everyMs, signal);
      }
    } finally {
      this.#last = undefined;
    }
  }

  /** Asks the database in one round trip. @throws the database error */
  async look(): Promise<BacklogFigures> {
    const now = this.#clock.now();
    const [keys, timers] = await asRelay(this.#database, [{ text: parked }, { text: overdue, values: [now] }]);
    const oldest = timers![0]!['oldest'] as Date | null;
    return {
      parkedKeys: keys![0]!['keys'] as number,
      overdueTimers: timers![0]!['timers'] as number,
      overdueSeconds: oldest ? (now.getTime() - oldest.getTime()) / 1_000 : 0,
    };
  }
}
