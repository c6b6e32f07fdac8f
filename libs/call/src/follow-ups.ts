import { appendToOutbox, sealEvent, topicName, type EventContext, type SealedEvent } from '@waystation/events';
import type { Statement } from '@waystation/store';
import type { RpcContract } from './contract.ts';
import { timerStatement, useOverride, type Noted, type Outcome } from './journal.ts';
import type { Surroundings } from './surroundings.ts';
import { checkEvent } from './validation.ts';

/** What is written beside the aggregates once a step has been decided. */
export class FollowUps {
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Overrides that were used, timers, and last of all the events. */
  of(outcome: Outcome, context: EventContext, contract: RpcContract | undefined, step: string): Statement[] {
    const now = this.#surroundings.options.clock.now();
    const events = outcome.published.map((event): SealedEvent => {
      if (contract?.step && !contract.step.publishes.includes(event.name)) {
        throw new Error(`${contract.name} published ${event.name}, which its proto does not say`);
      }
      const type = `waystation.${this.#surroundings.options.service}.v1.${event.name}`;
      return this.#seal(type, event.payload, event.at, event.subjectId, context, event.visitId, event.standardVersion);
    });
    const deviations = [
      ...outcome.missed.map((noted) => this.#deviation('RuleMissed', noted, { step, missedAt: now }, now, context)),
      ...outcome.overridden.map((noted) =>
        this.#deviation(
          'RuleOverridden',
          noted,
          { step, overrideId: noted.overrideId, overriddenBy: noted.by, overriddenAt: now },
          now,
          context,
        ),
      ),
    ];
    return [
      ...outcome.overridden.map(({ overrideId }) => useOverride(overrideId, now)),
      ...outcome.timers
        .filter(({ at }) => at === undefined || at > now)
        .map((timer) => timerStatement(timer, this.#surroundings.newId())),
      ...appendToOutbox([...events, ...deviations]),
    ];
  }

  #deviation(
    name: 'RuleMissed' | 'RuleOverridden',
    { rule, what, about }: Noted,
    more: object,
    now: Date,
    context: EventContext,
  ): SealedEvent {
    const subjectId = about.visitId ?? about.id;
    const fields = { stationId: about.stationId, subjectId, rule, what, ...more };
    const to = { topic: topicName(`${this.#surroundings.options.service}.visit`, false), key: subjectId };
    return this.#seal(
      `waystation.standard.v1.${name}`,
      fields,
      now,
      subjectId,
      context,
      about.visitId,
      about.standardVersion,
      to,
    );
  }

  #seal(
    type: string,
    fields: object,
    at: Date,
    subject: string,
    context: EventContext,
    visitId: string | undefined,
    standardVersion: string | undefined,
    to: { topic?: string; key?: string } = {},
  ): SealedEvent {
    const more = { ...(visitId && { correlationId: visitId }), ...(standardVersion && { standardVersion }) };
    return sealEvent(
      { id: this.#surroundings.newId(), type, fields, at, subject, ...to },
      { ...context, ...more },
      checkEvent,
    );
  }
}
