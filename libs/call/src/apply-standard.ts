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
import { crashPoint, inScope, type CommandScope } from '@waystation/store';
import type { Gated, OpenOverride } from './gate-overrides.ts';
import type { RunnerContext } from './runner-context.ts';

/** Result of a run after the standard was applied to what its aggregates required. */
export interface Outcome {
  published: PublishedEvent[];
  timers: TimerChange[];
  /** Unmet rules that their mode lets pass; each becomes a RuleMissed. */
  missed: Noted[];
  /** Unmet gates that an override opened; the override is used up. */
  overridden: (Noted & { override: OpenOverride })[];
}

/** A requirement that was not met, and the aggregate that required it. */
export interface Noted extends Missing {
  about: { id: string; kind: string; visitId?: string; stationId: string; standardVersion?: string };
}

/** The modes of rules, and the overrides that open gates. */
type StandardContext = Pick<RunnerContext, 'standards' | 'options'>;

interface Touched extends Gated {
  standardVersion?: string | null;
  /** Name of the aggregate, in words: `repair order`. */
  subject: string;
}

/**
 * Runs a step's model code, then applies the standard to what its aggregates required.
 *
 * @throws RuleBroken with every unmet rule, or else the error of the model
 */
export async function decide<Response>(
  scope: CommandScope,
  context: StandardContext,
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
  const outcome = await applyStandard(scope, context, thrown);
  return { response: response as Response, outcome };
}

/**
 * Applies the modes of the standard to everything that the aggregates of a scope required.
 *
 * @param thrown error of the model, if any: a wrong state is reported together with the unmet rules
 * @throws RuleBroken with every unmet rule, or else the error of the model
 */
export async function applyStandard(
  scope: CommandScope,
  { standards, options: { overrides } }: StandardContext,
  thrown: unknown,
): Promise<Outcome> {
  const refused: Missing[] = [];
  const outcome: Outcome = { published: [], timers: [], missed: [], overridden: [] };
  for (const aggregate of scope.touched() as Iterable<Touched>) {
    const { published, timers, required } = journalOf(aggregate);
    outcome.published.push(...published);
    outcome.timers.push(...timers);
    const unmet = required.filter(({ holds }) => !holds);
    if (unmet.length === 0) continue;
    const { modeOf } = await standards.of(aggregate.stationId, aggregate.standardVersion, (asked) =>
      scope.query(asked),
    );
    const gates = unmet.filter(({ rule }) => modeOf(rule) === 'gate');
    const granted = overrides && gates.length > 0 ? await scope.query(overrides.granted(aggregate, gates)) : [];
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

/** A violated invariant is reported together with the rules; any other error alone. */
function isAlso(thrown: unknown): thrown is DomainError {
  return thrown instanceof WrongState || thrown instanceof Refused;
}

function aboutOf({ id, subject, stationId, visitId, standardVersion }: Touched): Noted['about'] {
  const kind = subject.replaceAll(' ', '_');
  return { id, kind, stationId, ...(visitId && { visitId }), ...(standardVersion && { standardVersion }) };
}
