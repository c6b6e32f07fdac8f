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
import type { Row, Statement, CommandScope } from '@waystation/store';
import type { Standards } from './standards.ts';

/** What a step did, once the standard has been applied to what it required. */
export interface Outcome {
  published: PublishedEvent[];
  timers: TimerChange[];
  /** Passed by its mode; each becomes a RuleMissed. */
  missed: Noted[];
  /** Passed by an override, which is used up. */
  overridden: (Noted & { overrideId: string; by: string })[];
}

/** A requirement that wasn't met, and of what. */
export interface Noted extends Missing {
  about: { id: string; kind: string; visitId?: string; stationId: string; standardVersion?: string };
}

interface AboutWhom {
  id: string;
  visitId?: string | null;
  stationId: string;
  standardVersion?: string | null;
  revision?: number | null;
  /** What it is called, in words. */
  subject: string;
}

/**
 * Applies the modes of the standard to all that the aggregates of a work required.
 *
 * @param thrown what the model threw: a wrong state is answered together with the rules that are missing
 * @throws RuleBroken with all that is missing, or else what was thrown
 */
export async function applyStandard(work: CommandScope, standards: Standards, thrown: unknown): Promise<Outcome> {
  const refused: Missing[] = [];
  const outcome: Outcome = { published: [], timers: [], missed: [], overridden: [] };
  for (const aggregate of work.touched() as Iterable<AboutWhom>) {
    const { published, timers, required } = journalOf(aggregate);
    outcome.published.push(...published);
    outcome.timers.push(...timers);
    const unmet = required.filter(({ holds }) => !holds);
    if (unmet.length === 0) continue;
    const { modeOf } = await standards.of(aggregate.stationId, aggregate.standardVersion, (asked) => work.query(asked));
    const gates = unmet.filter(({ rule }) => modeOf(rule) === 'gate');
    const open = gates.length === 0 ? [] : await work.query(openOverrides(aggregate, gates));
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

/** What is no rule but plain sense is told together with the rules; anything else is told alone. */
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

/** What sets a timer, or takes it off. Setting it again moves it. @param id of the timer, new */
export function timerStatement({ step, subjectId, stationId, at }: TimerChange, id: string): Statement {
  if (!at) {
    return {
      text: 'delete from timer where station_id = $1 and step = $2 and subject_id = $3',
      values: [stationId, step, subjectId],
    };
  }
  return {
    text:
      'insert into timer (station_id, step, subject_id, id, due_at) values ($1, $2, $3, $4, $5) ' +
      'on conflict (station_id, step, subject_id) do update set id = excluded.id, due_at = excluded.due_at, attempts = 0, last_error = null',
    values: [stationId, step, subjectId, id, at],
  };
}
