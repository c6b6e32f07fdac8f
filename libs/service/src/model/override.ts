import { Aggregate, Refused, type RuleMode } from '@waystation/model';
import { overrideSteps, type OverrideEvents, type OverrideStatus } from './override-steps.ts';

/** A gate that stops a visit. */
export interface Gate {
  visitId: string;
  /** Rule of the standard, such as `REC-D05`. */
  rule: string;
  /** What it is to open for: the visit, the aggregate that the rule is required of, or the very thing that is missing. */
  subject: string;
  /** The only one that counts; 0: whichever it has. */
  revision: number;
}

/** How a rule is held for the visit; undefined: no step of the service holds it. */
export type ModeHere = RuleMode | undefined;

/** Whose it is, from the day it is made. */
export interface OverrideBeginning extends Gate {
  id: string;
  stationId: string;
  standardVersion?: string | null | undefined;
}

/**
 * Leave to pass a gate once, for one subject, at one revision. It is given in writing by the after-sales manager; the step
 * that passes the gate uses it up.
 */
export class Override extends Aggregate<typeof overrideSteps, OverrideEvents, 'override'> {
  declare visitId: string;
  declare rule: string;
  /** What the gate opens for. Not `subject`, which is what an aggregate calls itself. */
  declare about: string;
  declare revision: number;
  /** Staff id; null: nobody asked, it was given right away. */
  askedBy: string | null = null;
  askedAt: Date | null = null;
  /** Why it was asked. May name persons. */
  justification: string | null = null;
  overriddenBy: string | null = null;
  overriddenAt: Date | null = null;
  /** Why it was given. May name persons. */
  reason: string | null = null;
  /** Written by the runner, in the step that passes the gate. */
  readonly usedAt: Date | null = null;

  protected get steps() {
    return overrideSteps;
  }
  protected get subject() {
    return 'override' as const;
  }

  static ask(
    beginning: OverrideBeginning,
    ruleMode: ModeHere,
    justification: string,
    askedBy: string,
    at: Date,
  ): Override {
    const override = Override.of(beginning, 'asked');
    override.mustBeGate(ruleMode);
    override.askedBy = askedBy;
    override.askedAt = at;
    override.justification = justification;
    const { rule, about, revision } = override;
    override.publish('OverrideRequested', at, { rule, about, revision, askedBy });
    return override;
  }

  /** One that nobody asked for, to be given right away. */
  static unasked(beginning: OverrideBeginning): Override {
    return Override.of(beginning, 'unasked');
  }

  private static of(beginning: OverrideBeginning, status: OverrideStatus): Override {
    const { id, stationId, standardVersion, visitId, rule, subject, revision } = beginning;
    const override = new Override();
    override.begin({ id, stationId, visitId, standardVersion }, status);
    override.rule = rule;
    override.about = subject;
    override.revision = revision;
    return override;
  }

  give(ruleMode: ModeHere, reason: string, managerId: string, at: Date): void {
    this.mustBeGate(ruleMode);
    const { rule, about, revision } = this;
    this.step('give', at, { rule, about, revision, askedBy: this.askedBy ?? '', overriddenBy: managerId });
    this.overriddenBy = managerId;
    this.overriddenAt = at;
    this.reason = reason;
  }

  private mustBeGate(ruleMode: ModeHere): void {
    const { rule } = this;
    if (ruleMode === undefined) throw new Refused('RULE_NOT_HELD_HERE', { rule });
    if (ruleMode !== 'gate') throw new Refused('RULE_IS_NOT_A_GATE', { rule });
  }
}
