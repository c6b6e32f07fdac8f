import type { Clock } from '@waystation/model';
import { crashPoint, type Database } from '@waystation/store';
import type { DueTimer, TimerStarter } from './arrivals.ts';
import { asRelay } from './cursors.ts';
import { faultOf } from './failures.ts';
import { backOff } from './limits.ts';
import { errorText, type Alarm, type Logger } from './logger.ts';
import type { LeaderTask } from './relay.ts';
import { Sleep } from './sleep.ts';

/** Options of timers. */
export interface TimersOptions {
  database: Database;
  starter: TimerStarter;
  /** Determines which timers are due; simulated in tests and demonstrations. */
  clock: Clock;
  logger: Logger;
  alarm?: Alarm;
  /** Longest interval between checks, in milliseconds; 5,000 by default. Shorter if time is simulated and may jump. */
  pollMs?: number;
  /** Wait after a timer's first failure, doubled up to 5 minutes, in milliseconds; 1,000 by default. */
  retryMs?: number;
}

const portionMax = 100;
const atOnce = 8;
/** Failures of a timer until the alarm. */
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
 * Runs the steps of due timers. The transaction of the step removes the timer, so that the step is made once even if two
 * processes believe to be the leader. A failed timer is kept and retried with growing waits; the others do not wait for it.
 */
export class Timers implements LeaderTask {
  readonly name = 'timers';
  readonly #options: TimersOptions;
  readonly #alarm: Alarm;
  /** Failed timers by id, with the time of the next attempt by `performance.now()`. */
  readonly #waiting = new Map<string, number>();
  readonly #sleep = new Sleep();

  constructor(options: TimersOptions) {
    this.#options = options;
    this.#alarm = options.alarm ?? ((fields, message) => options.logger.error(fields, message));
  }

  /** Fires due timers until the signal aborts. @throws the database error if the database is away */
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
   * Fires timers that are due now, at most 100.
   *
   * @returns number of timers tried, and milliseconds until the next check
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
      // Not the fault of the timer, or another process removed it; then it is not found again.
      logger.info(
        { ...timer, error: text },
        'timer could not be fired now and was rolled back; retrying if it is still set',
      );
      return;
    }
    const [rows] = await asRelay(database, [
      { text: note, values: [timer.stationId, timer.step, timer.subjectId, timer.id, text.slice(0, 4_000)] },
    ]);
    const attempts = rows?.[0]?.['attempts'] as number | undefined;
    if (attempts === undefined) return; // removed meanwhile
    this.#waiting.set(timer.id, performance.now() + backOff(attempts, retryMs, 300_000));
    const say: Alarm = attempts >= failuresToAlarm ? this.#alarm : (fields, message) => logger.warn(fields, message);
    say({ ...timer, attempts, error: text }, 'timer failed and was rolled back; retrying');
  }
}
