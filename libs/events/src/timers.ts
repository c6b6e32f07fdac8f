import type { Clock } from '@waystation/model';
import { crashPoint, type Database } from '@waystation/store';
import type { DueTimer, TimerStarter } from './arrivals.ts';
import { asRelay } from './cursors.ts';
import { faultOf } from './failures.ts';
import { backOff } from './limits.ts';
import { errorText, type Alarm, type Logger } from './logger.ts';
import type { LeaderTask } from './relay.ts';
import { Sleep } from './sleep.ts';

/** What timers need. */
export interface TimersOptions {
  database: Database;
  starter: TimerStarter;
  /** Says what is due; simulated where the stack's time is. */
  clock: Clock;
  logger: Logger;
  alarm?: Alarm;
  /** Longest pause between two looks, in milliseconds; 5 s when left out. Shorter where time is simulated and may leap. */
  pollMs?: number;
  /** The wait after a timer's first failure, later ever longer up to 5 minutes; 1 s when left out. */
  retryMs?: number;
}

const portionMax = 100;
const atOnce = 8;
/** Number of failures from which an operator must look. */
const failuresToAlarm = 5;

const readDue = `
select station_id, id, step, subject_id, attempts from timer
where due_at <= $1 and id <> all($2::uuid[]) order by due_at, id limit ${portionMax}`;
const readNext = 'select min(due_at) as next from timer where due_at > $1';
const note =
  'update timer set attempts = attempts + 1, last_error = $5 where station_id = $1 and step = $2 and subject_id = $3 and id = $4 returning attempts';

interface TimerRow {
  station_id: string;
  id: string;
  step: string;
  subject_id: string;
}

/**
 * Makes the steps of timers that are due. The step's own transaction takes the timer off, so it is made once even if two
 * processes take themselves for the leader. One that fails stays and is tried again later and later; the others don't
 * wait for it.
 */
export class Timers implements LeaderTask {
  readonly name = 'timers';
  readonly #options: TimersOptions;
  readonly #alarm: Alarm;
  /** Timers that failed, by id, and when they may be tried again, by `performance.now()`. */
  readonly #waiting = new Map<string, number>();
  readonly #sleep = new Sleep();

  constructor(options: TimersOptions) {
    this.#options = options;
    this.#alarm = options.alarm ?? ((fields, message) => options.logger.error(fields, message));
  }

  /** @throws what the database says when it is away */
  async run(signal: AbortSignal): Promise<void> {
    this.#waiting.clear();
    const wake = () => this.#sleep.wake();
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        this.#sleep.begin();
        const { fired, waitMs } = await this.fireDue(signal);
        if (fired < portionMax && !signal.aborted) await this.#sleep.wait(waitMs);
      }
    } finally {
      signal.removeEventListener('abort', wake);
    }
  }

  /** Looks now: a timer was set, moved or cancelled. */
  wake(): void {
    this.#sleep.wake();
  }

  /**
   * Fires what is due now, 100 at most.
   *
   * @returns how many were tried, and how many milliseconds it is until there may be more to do
   */
  async fireDue(signal?: AbortSignal): Promise<{ fired: number; waitMs: number }> {
    const { database, clock } = this.#options;
    const now = clock.now();
    for (const [id, until] of this.#waiting) if (until <= performance.now()) this.#waiting.delete(id);
    const [due, next] = await asRelay(database, [
      { text: readDue, values: [now, [...this.#waiting.keys()]] },
      { text: readNext, values: [now] },
    ]);
    const rows = due as unknown as TimerRow[];
    if (rows.length > 0) crashPoint('timer.read');
    const queue = rows.values();
    const work = async () => {
      for (const row of queue) if (!signal?.aborted) await this.#fire(row);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, rows.length) }, work));

    const nextDue = next?.[0]?.['next'] as Date | null | undefined;
    const waits = [...this.#waiting.values()].map((until) => until - performance.now());
    if (nextDue) waits.push(nextDue.getTime() - clock.now().getTime());
    return { fired: rows.length, waitMs: Math.max(10, Math.min(this.#options.pollMs ?? 5_000, ...waits)) };
  }

  async #fire(row: TimerRow): Promise<void> {
    const timer: DueTimer = { stationId: row.station_id, id: row.id, step: row.step, subjectId: row.subject_id };
    try {
      await this.#options.starter.fire(timer);
    } catch (error) {
      await this.#failed(timer, error);
    }
  }

  async #failed(timer: DueTimer, error: unknown): Promise<void> {
    const { database, logger, retryMs = 1_000 } = this.#options;
    this.#waiting.set(timer.id, performance.now() + retryMs);
    const text = errorText(error);
    if (['away', 'conflict'].includes(faultOf(error))) {
      // Not its own failure, or another took it off; then it is not found again.
      logger.info({ ...timer, error: text }, 'a timer could not be fired now');
      return;
    }
    const [rows] = await asRelay(database, [
      { text: note, values: [timer.stationId, timer.step, timer.subjectId, timer.id, text.slice(0, 4_000)] },
    ]);
    const attempts = rows?.[0]?.['attempts'] as number | undefined;
    if (attempts === undefined) return; // taken off meanwhile
    this.#waiting.set(timer.id, performance.now() + backOff(attempts, retryMs, 300_000));
    const say: Alarm = attempts >= failuresToAlarm ? this.#alarm : (fields, message) => logger.warn(fields, message);
    say({ ...timer, attempts, error: text }, 'a timer fails');
  }
}
