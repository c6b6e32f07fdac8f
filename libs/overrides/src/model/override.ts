import { Aggregate, Refused, type RuleMode, type StepActor } from '@waystation/model';
import { overrideSteps, type OverrideEvents, type OverrideStatus } from './override-steps.ts';

/** A gate that stops a visit. */
export interface Gate {
  visitId: string;
  /** Rule of the standard, such as `REC-D05`. */
  rule: string;
  /** Id of the visit, of the aggregate that requires the rule, or of the missing thing. */
  subject: string;
  /** Revision of the subject that the override is valid for; 0: any. */
  revision: number;
}

/** Mode of a rule for the visit; undefined if no step of the service requires the rule. */
export type ModeHere = RuleMode | undefined;

/** Identity of a new override. */
export interface OverrideBeginning extends Gate {
  id: string;
  stationId: string;
  standardVersion?: string | null | undefined;
}

/**
 * Permission to pass a gate once, for one subject at one revision. The after-sales manager grants or declines it in
 * writing, and the step that passes the gate uses it up.
 */
export class Override extends Aggregate<typeof overrideSteps, OverrideEvents, 'override'> {
  declare visitId: string;
  declare rule: string;
  /** Subject of the gate. Not called `subject`, which is the name of an aggregate. */
  declare about: string;
  declare revision: number;
  /** Staff id; null: granted without a request. */
  requestedBy: string | null = null;
  requestedAt: Date | null = null;
  /** Reason for the request. May name persons. */
  justification: string | null = null;
  grantedBy: string | null = null;
  grantedAt: Date | null = null;
  declinedBy: string | null = null;
  declinedAt: Date | null = null;
  /** Reason for the decision. May name persons. */
  reason: string | null = null;
  /** Written by the runner, together with the step that passes the gate. */
  readonly usedAt: Date | null = null;

  protected get steps() {
    return overrideSteps;
  }
  protected get subject() {
    return 'override' as const;
  }

  /** @throws Refused for a rule that is not a gate in this service */
  static request(
    beginning: OverrideBeginning,
    ruleMode: ModeHere,
    justification: string,
    actor: StepActor,
    at: Date,
  ): Override {
    const override = Override.of(beginning, 'requested');
    override.mustBeGate(ruleMode);
    override.requestedBy = actor.id;
    override.requestedAt = at;
    override.justification = justification;
    override.publish('OverrideRequested', at, override.facts);
    return override;
  }

  /** Override without a request, to be granted immediately. */
  static unrequested(beginning: OverrideBeginning): Override {
    return Override.of(beginning, 'unrequested');
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

  /**
   * Grants the override.
   *
   * @throws Refused for a rule that is not a gate in this service
   * @throws WrongState for an override that is already decided
   */
  grant(ruleMode: ModeHere, reason: string, actor: StepActor, at: Date): void {
    this.mustBeGate(ruleMode);
    this.step('grant', at, { ...this.facts, grantedBy: actor.id });
    this.grantedBy = actor.id;
    this.grantedAt = at;
    this.reason = reason;
  }

  /**
   * Declines the override, even if the rule is no longer a gate.
   *
   * @throws WrongState for an override that is not requested, or already decided
   */
  decline(reason: string, actor: StepActor, at: Date): void {
    this.step('decline', at, { ...this.facts, declinedBy: actor.id });
    this.declinedBy = actor.id;
    this.declinedAt = at;
    this.reason = reason;
  }

  private get facts() {
    const { rule, about, revision, requestedBy } = this;
    return { rule, subject: about, revision, requestedBy: requestedBy ?? '' };
  }

  private mustBeGate(ruleMode: ModeHere): void {
    const { rule } = this;
    if (ruleMode === undefined) throw new Refused('RULE_NOT_ENFORCED_HERE', { rule });
    if (ruleMode !== 'gate') throw new Refused('RULE_IS_NOT_A_GATE', { rule });
  }
}
