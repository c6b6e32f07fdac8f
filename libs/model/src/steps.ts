import { WrongState } from './errors.ts';

/** One step: the statuses it can be made from, the one it leads to, the event that it publishes. */
export interface StepRow<S extends string, E extends string = string> {
  readonly from: readonly S[];
  /** Left out where the step leaves the status as it is. */
  readonly to?: S;
  readonly event?: E;
  /** The step abandons the subject: no refusal suggests it as a way to another status. */
  readonly abandons?: true;
}

/**
 * The steps of an aggregate, keyed by verb. `Events` maps event names to their messages, so that a row can't name an
 * event that doesn't exist:
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

/** Any aggregate's table of steps. */
export type StepTable = Readonly<Record<string, StepRow<string>>>;

/** Every status that a table knows. */
export type StatusOf<Table extends StepTable> =
  Table[keyof Table]['from'][number] | Extract<Table[keyof Table], { readonly to: string }>['to'];

/** Every status of a table, in the order in which its rows name them. */
export function statusesOf(table: StepTable): string[] {
  return [...new Set(Object.values(table).flatMap(({ from, to }) => (to === undefined ? from : [...from, to])))];
}

/** True if a step can be made from some statuses of its table only, so that it may be refused by the others. */
export function isRefusable(table: StepTable, { from }: StepRow<string>): boolean {
  return from.length < statusesOf(table).length;
}

/**
 * Steps that begin the shortest way from one status to any of others. A step that can be made from every status follows
 * what happens elsewhere, and is nothing that someone can be told to do.
 *
 * @returns verbs; empty where no way leads there
 */
export function stepsTowards(table: StepTable, state: string, goals: readonly string[]): string[] {
  const moves = Object.entries(table).filter(
    ([, row]) => row.to !== undefined && !row.abandons && isRefusable(table, row),
  );
  // From the goals backwards: the first round that reaches the state has found the shortest ways.
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
 * Refuses a step that can't be made from a status.
 *
 * @param subject in words, as the aggregate names itself
 * @throws WrongState with the steps that lead to where the refused one can be made
 */
export function mustAllowStep(subject: string, table: StepTable, step: string, state: string): void {
  const { from: allowed, to } = table[step]!;
  if (allowed.includes(state)) return;
  const next = stepsTowards(table, state, allowed);
  throw new WrongState({ subject, step, state, allowed, next, isDone: to === state });
}

/**
 * Looks for statuses that can't be reached, so that a service doesn't boot with a table that has a dead end in it.
 *
 * @param name of the aggregate, for the message
 * @param initial the status, or statuses, that the aggregate can begin in
 * @throws Error that names, all at once: each step without a `from`, each status that no chain of steps reaches from the
 *   initial one, and the steps that wait for it
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
