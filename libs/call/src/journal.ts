import {
  DomainError,
  journalOf,
  judge,
  Refused,
  RuleBroken,
  WrongState,
  type Missing,
  type PublishedEvent,
  type TimerChange,
} from '@waystation/model';
import type { Row, Statement, Work } from '@waystation/store';
import type { StandardModes } from './standard-modes.ts';

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
  about: { id: string; visitId?: string; stationId: string; standardVersion?: string };
}

interface AboutWhom {
  id: string;
  visitId?: string | null;
  stationId: string;
  standardVersion?: string | null;
  revision?: number | null;
}

/**
 * Applies the modes of the standard to all that the aggregates of a work required.
 *
 * @param thrown what the model threw: a wrong state is answered together with the rules that are missing
 * @throws RuleBroken with all that is missing, or else what was thrown
 */
export async function applyStandard(work: Work, modes: StandardModes, thrown: unknown): Promise<Outcome> {
  const refused: Missing[] = [];
  const outcome: Outcome = { published: [], timers: [], missed: [], overridden: [] };
  for (const aggregate of work.touched() as Iterable<AboutWhom>) {
    const journal = journalOf(aggregate);
    outcome.published.push(...journal.published);
    outcome.timers.push(...journal.timers);
    if (journal.required.every(({ holds }) => holds)) continue;
    const { stationId, standardVersion } = aggregate;
    const modeOf =
      modes.of(stationId, standardVersion ?? undefined) ??
      modes.learn(stationId, standardVersion!, await work.query(modes.question(stationId, standardVersion!)));
    const gates = journal.required
      .filter(({ holds, rule }) => !holds && modeOf(rule) === 'gate')
      .map(({ rule }) => rule);
    const open = gates.length === 0 ? [] : await work.query(openOverrides(aggregate, gates));
    const opener = (rule: string, subject: string | undefined) =>
      open.find((row) => opens(row, rule, subject, aggregate));
    const judged = judge(journal.required, modeOf, (rule, subject) => opener(rule, subject) !== undefined);
    refused.push(...judged.refused);
    const about = {
      id: aggregate.id,
      stationId,
      ...(aggregate.visitId && { visitId: aggregate.visitId }),
      ...(standardVersion && { standardVersion }),
    };
    outcome.missed.push(...judged.missed.map((missing) => ({ ...missing, about })));
    for (const missing of judged.overrides) {
      const row = opener(missing.rule!, missing.subject)!;
      outcome.overridden.push({
        ...missing,
        about,
        overrideId: row['id'] as string,
        by: row['overridden_by'] as string,
      });
    }
  }
  const isRefusal = thrown instanceof WrongState || thrown instanceof Refused;
  if (refused.length > 0 && (thrown === undefined || isRefusal))
    throw new RuleBroken(refused, thrown as DomainError | undefined);
  if (thrown !== undefined) throw thrown;
  outcome.published.sort((a, b) => a.order - b.order);
  return outcome;
}

function openOverrides({ id, visitId, stationId }: AboutWhom, rules: string[]): Statement {
  return {
    text:
      'select id, rule, subject, revision, overridden_by from rule_override ' +
      'where station_id = $1 and rule = any($2) and subject = any($3) and used_at is null order by id',
    values: [stationId, rules, [id, ...(visitId ? [visitId] : [])]],
  };
}

function opens(row: Row, rule: string, subject: string | undefined, aggregate: AboutWhom): boolean {
  const subjects = [aggregate.id, aggregate.visitId, subject];
  const isOfRevision = row['revision'] === null || row['revision'] === (aggregate.revision ?? null);
  return row['rule'] === rule && subjects.includes(row['subject'] as string) && isOfRevision;
}

/** Each override opens its gate once: the guard makes a second use a conflict. */
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
