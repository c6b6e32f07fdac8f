import {
  DomainError,
  journalOf,
  judge,
  Refused,
  RuleBroken,
  WrongState,
  type Missing,
  type PublishedEvent,
  type Requirement,
  type TimerChange,
} from '@waystation/model';
import { crashPoint, inScope, type CommandScope, type Row, type Statement } from '@waystation/store';
import type { Standards } from './standards.ts';

/** Result of a run after the standard was applied to what its aggregates required. */
export interface Outcome {
  published: PublishedEvent[];
  timers: TimerChange[];
  /** Unmet rules that their mode lets pass; each becomes a RuleMissed. */
  missed: Noted[];
  /** Unmet gates that an override opened; the override is used up. */
  overridden: (Noted & { overrideId: string; by: string })[];
}

/** A requirement that was not met, and the aggregate that required it. */
export interface Noted extends Missing {
  about: { id: string; kind: string; visitId?: string; stationId: string; standardVersion?: string };
}

interface AboutWhom {
  id: string;
  visitId?: string | null;
  stationId: string;
  standardVersion?: string | null;
  revision?: number | null;
  /** Its name in words: `repair order`. */
  subject: string;
}

/**
 * Runs a step's model code, then applies the standard to what its aggregates required.
 *
 * @throws RuleBroken with every unmet rule, or else the error of the model
 */
export async function decide<Response>(
  scope: CommandScope,
  standards: Standards,
  execute: () => Promise<Response>,
): Promise<{ response: Response; outcome: Outcome }> {
  let response: Response | undefined;
  let thrown: unknown;
  try {
    response = await inScope(scope, execute);
  } catch (error) {
    if (!(error instanceof DomainError)) throw scope.transaction.error ?? error;
    thrown = error;
  }
  crashPoint('runner.executed');
  const outcome = await applyStandard(scope, standards, thrown);
  return { response: response as Response, outcome };
}

/**
 * Applies the modes of the standard to everything that the aggregates of a scope required.
 *
 * @param thrown the error of the model: a wrong state is reported together with the unmet rules
 * @throws RuleBroken with every unmet rule, or else what was thrown
 */
export async function applyStandard(scope: CommandScope, standards: Standards, thrown: unknown): Promise<Outcome> {
  const refused: Missing[] = [];
  const outcome: Outcome = { published: [], timers: [], missed: [], overridden: [] };
  for (const aggregate of scope.touched() as Iterable<AboutWhom>) {
    const { published, timers, required } = journalOf(aggregate);
    outcome.published.push(...published);
    outcome.timers.push(...timers);
    const unmet = required.filter(({ holds }) => !holds);
    if (unmet.length === 0) continue;
    const { modeOf } = await standards.of(aggregate.stationId, aggregate.standardVersion, (asked) =>
      scope.query(asked),
    );
    const gates = unmet.filter(({ rule }) => modeOf(rule) === 'gate');
    const open = gates.length === 0 ? [] : await scope.query(openOverrides(aggregate, gates));
    const opener = (rule: string, subject: string | undefined) =>
      open.find((row) => opens(row, rule, subject, aggregate));
    const judged = judge(unmet, modeOf, (rule, subject) => opener(rule, subject) !== undefined);
    const about = aboutOf(aggregate);
    refused.push(...judged.refused);
    outcome.missed.push(...judged.missed.map((missing) => ({ ...missing, about })));
    for (const missing of judged.overrides) {
      const row = opener(missing.rule!, missing.subject)! as { id: string; overridden_by: string };
      outcome.overridden.push({ ...missing, about, overrideId: row.id, by: row.overridden_by });
    }
  }
  if (refused.length > 0 && (thrown === undefined || isAlso(thrown))) throw new RuleBroken(refused, thrown);
  if (thrown !== undefined) throw thrown;
  outcome.published.sort((a, b) => a.order - b.order);
  return outcome;
}

/** A violated invariant is reported together with the rules; any other error alone. */
function isAlso(thrown: unknown): thrown is DomainError {
  return thrown instanceof WrongState || thrown instanceof Refused;
}

function aboutOf({ id, subject, stationId, visitId, standardVersion }: AboutWhom): Noted['about'] {
  const kind = subject.replaceAll(' ', '_');
  return { id, kind, stationId, ...(visitId && { visitId }), ...(standardVersion && { standardVersion }) };
}

/** An override is given for the aggregate, its visit, or the very thing that is missing; in any case for the visit's own. */
function openOverrides({ id, visitId, stationId }: AboutWhom, gates: readonly Requirement[]): Statement {
  const subjects = [id, visitId, ...gates.map(({ subject }) => subject)].filter((subject) => subject != null);
  return {
    text:
      'select id, rule, subject, revision, overridden_by from rule_override ' +
      "where station_id = $1 and visit_id = $2 and rule = any($3) and subject = any($4) and status = 'given' " +
      'and used_at is null order by id',
    values: [stationId, visitId ?? id, gates.map(({ rule }) => rule), subjects],
  };
}

function opens(row: Row, rule: string, subject: string | undefined, aggregate: AboutWhom): boolean {
  const subjects = [aggregate.id, aggregate.visitId, subject];
  // What has no revisions is of whichever is named.
  const isOfRevision = row['revision'] === 0 || aggregate.revision == null || row['revision'] === aggregate.revision;
  return row['rule'] === rule && subjects.includes(row['subject'] as string) && isOfRevision;
}

/** An override opens its gates once: the guard makes a second use, by another step, a conflict. */
export function useOverride(overrideId: string, at: Date): Statement {
  return {
    text:
      'with hit as (update rule_override set used_at = $2 where id = $1 and used_at is null returning 1) ' +
      "select must_change((select count(*) from hit), 1, 'rule_override')",
    values: [overrideId, at],
  };
}
