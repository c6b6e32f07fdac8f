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
import type { CommandScope, Statement } from '@waystation/store';
import type { Gated, OpenOverride } from './gate-overrides.ts';
import type { RunnerContext } from './runner-context.ts';

/** What a step did, once the standard has been applied to what it required. */
export interface Outcome {
  published: PublishedEvent[];
  timers: TimerChange[];
  /** Passed by its mode; each becomes a RuleMissed. */
  missed: Noted[];
  /** Passed by an override, which is used up. */
  overridden: (Noted & { override: OpenOverride })[];
}

/** A requirement that wasn't met, and of what. */
export interface Noted extends Missing {
  about: { id: string; kind: string; visitId?: string; stationId: string; standardVersion?: string };
}

interface Touched extends Gated {
  standardVersion?: string | null;
  /** Name of the aggregate, in words. */
  subject: string;
}

/**
 * Applies the modes of the standard to all that the aggregates of a work required.
 *
 * @param thrown what the model threw: a wrong state is answered together with the rules that are missing
 * @throws RuleBroken with all that is missing, or else what was thrown
 */
export async function applyStandard(
  work: CommandScope,
  { standards, options: { overrides } }: Pick<RunnerContext, 'standards' | 'options'>,
  thrown: unknown,
): Promise<Outcome> {
  const refused: Missing[] = [];
  const outcome: Outcome = { published: [], timers: [], missed: [], overridden: [] };
  for (const aggregate of work.touched() as Iterable<Touched>) {
    const { published, timers, required } = journalOf(aggregate);
    outcome.published.push(...published);
    outcome.timers.push(...timers);
    const unmet = required.filter(({ holds }) => !holds);
    if (unmet.length === 0) continue;
    const { modeOf } = await standards.of(aggregate.stationId, aggregate.standardVersion, (asked) => work.query(asked));
    const gates = unmet.filter(({ rule }) => modeOf(rule) === 'gate');
    const granted = overrides && gates.length > 0 ? await work.query(overrides.granted(aggregate, gates)) : [];
    const opener = (gate: { rule: string; subject?: string }) => overrides?.opener(granted, gate, aggregate);
    const judged = judge(unmet, modeOf, (rule, subject) => opener({ rule, subject }) !== undefined);
    const about = aboutOf(aggregate);
    refused.push(...judged.refused);
    outcome.missed.push(...judged.missed.map((missing) => ({ ...missing, about })));
    for (const missing of judged.overrides) {
      const override = opener({ ...missing, rule: missing.rule! })!;
      outcome.overridden.push({ ...missing, about, override });
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

function aboutOf({ id, subject, stationId, visitId, standardVersion }: Touched): Noted['about'] {
  const kind = subject.replaceAll(' ', '_');
  return { id, kind, stationId, ...(visitId && { visitId }), ...(standardVersion && { standardVersion }) };
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
