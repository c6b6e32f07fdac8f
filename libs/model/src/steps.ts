import { WrongState } from './errors.ts';

/** Row of a step: the statuses in which it is possible, the status it leads to, and the event it publishes. */
export interface StepRow<S extends string, E extends string = string> {
  readonly from: readonly S[];
  /** Left out if the step does not change the status. */
  readonly to?: S;
  readonly event?: E;
  /** True if the step abandons the subject, so that refusals never suggest it. */
  readonly abandons?: true;
}

/**
 * Steps of an aggregate by verb. `Events` maps event names to their messages, so that a row can only name an event that
 * exists:
 *
 * ```ts
 * type JobEvents = { JobStarted: JobStarted; JobPaused: JobPaused };
 * export const jobSteps = {
 *   start: { from: ['dispatched'], to: 'in_progress', event: 'JobStarted' },
 *   pause: { from: ['in_progress'], to: 'paused', event: 'JobPaused' },
 * } as const satisfies Steps<JobStatus, JobEvents>;
 * ```
 */
export type Steps<S extends string, Events = Record<string, object>> = Readonly<
  Record<string, StepRow<S, keyof Events & string>>
>;

/** Table of steps of any aggregate. */
export type StepTable = Readonly<Record<string, StepRow<string>>>;

/** Statuses of a table. */
export type StatusOf<Table extends StepTable> =
  Table[keyof Table]['from'][number] | Extract<Table[keyof Table], { readonly to: string }>['to'];

/** Statuses of a table in the order of its rows. */
export function statusesOf(table: StepTable): string[] {
  return [...new Set(Object.values(table).flatMap(({ from, to }) => (to === undefined ? from : [...from, to])))];
}

/** True if a step is not possible in every status of its table, so that it may be refused. */
export function isRefusable(table: StepTable, { from }: StepRow<string>): boolean {
  return from.length < statusesOf(table).length;
}

/**
 * Finds the first steps of the shortest paths from a status to any of the goals. Skips steps that are possible in every
 * status: they react to other events and are not something a user can do.
 *
 * @returns verbs; empty if there is no path
 */
export function stepsTowards(table: StepTable, state: string, goals: readonly string[]): string[] {
  const moves = Object.entries(table).filter(
    ([, row]) => row.to !== undefined && !row.abandons && isRefusable(table, row),
  );
  // Searches backwards from the goals: the first round that reaches the state has found the shortest paths.
  const reached = new Set(goals);
  while (!reached.has(state)) {
    const closer = moves.filter(([, { from, to }]) => reached.has(to!) && from.some((each) => !reached.has(each)));
    const first = closer.filter(([, { from }]) => from.includes(state)).map(([verb]) => verb);
    if (first.length > 0) return first;
    if (closer.length === 0) return [];
    for (const each of closer.flatMap(([, { from }]) => from)) reached.add(each);
  }
  return [];
}

/**
 * Refuses a step that is not possible in a status.
 *
 * @param subject name of the aggregate in words
 * @throws WrongState with the steps that lead to a status in which the refused step is possible
 */
export function mustAllowStep(subject: string, table: StepTable, step: string, state: string): void {
  const { from: allowed, to } = table[step]!;
  if (allowed.includes(state)) return;
  const next = stepsTowards(table, state, allowed);
  throw new WrongState({ subject, step, state, allowed, next, isDone: to === state });
}

/**
 * Checks that all statuses of a table are reachable, so that a service does not start with an unusable step.
 *
 * @param name of the aggregate, for the message
 * @param initial possible first statuses of the aggregate
 * @throws Error that names all faults at once: steps without a `from`, and unreachable statuses with the steps that
 *   start from them
 */
export function checkSteps(name: string, table: StepTable, initial: string | readonly string[]): void {
  const begins = typeof initial === 'string' ? [initial] : initial;
  const rows = Object.entries(table);

  const reached = new Set<string>(begins);
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const [, { from, to }] of rows) if (to && from.some((status) => reached.has(status))) reached.add(to);
  }

  const faults = rows.filter(([, row]) => row.from.length === 0).map(([verb]) => `step ${verb} has an empty from`);
  for (const status of statusesOf(table)) {
    if (reached.has(status)) continue;
    const waiting = rows.filter(([, row]) => row.from.includes(status)).map(([verb]) => verb);
    const steps = waiting.length === 0 ? '' : `, yet ${waiting.join(', ')} starts from it`;
    faults.push(`status ${status} is never reached from ${begins.join(' or ')}${steps}`);
  }
  if (faults.length > 0) throw new Error(`Steps of ${name}: ${faults.join('; ')}`);
}
