import { eventCodecs } from '@waystation/contracts';
import { appendToOutbox, sealEvent, topicName, type EventContext, type SealedEvent } from '@waystation/events';
import type { PublishedEvent } from '@waystation/model';
import type { Statement } from '@waystation/store';
import type { RpcContract } from './contract.ts';
import type { Noted, Outcome } from './apply-standard.ts';
import type { RunnerContext, RunReport } from './runner-context.ts';
import { changeTimer } from './timer-sql.ts';
import { checkEvent } from './validation.ts';

/** Adds a committed outcome to the report of its run. */
export function count(report: RunReport, { published, missed, overridden, timers }: Outcome): void {
  report.events += published.length + missed.length + overridden.length;
  report.timers += timers.length;
}

/** Turns the outcome of a run into the statements that are committed with its aggregates. */
export class OutcomeWriter {
  readonly #context: RunnerContext;

  constructor(context: RunnerContext) {
    this.#context = context;
  }

  /**
   * Statements for the used overrides, the timers and, last, the events.
   *
   * @param at time of the step
   * @throws Error if a step published an event that its proto does not list: a defect
   */
  of(outcome: Outcome, context: EventContext, contract: RpcContract | undefined, step: string, at: Date): Statement[] {
    const { service, clock, overrides } = this.#context.options;
    const events = outcome.published.map((event): SealedEvent => {
      if (contract?.step && !contract.step.publishes.includes(event.name)) {
        throw new Error(`${contract.name} published ${event.name}, which its proto does not list`);
      }
      const { payload: fields, subjectId: subject, visitId, standardVersion } = event;
      return this.#seal(
        { ...typeOf(event, service), fields, at: event.at, subject },
        { ...context, step, visitId, standardVersion },
      );
    });
    const topicOf = (id: string) => events[outcome.published.findIndex(({ subjectId }) => subjectId === id)];
    const deviation = (name: string, { rule, requirement, subject, about }: Noted, more: object): SealedEvent => {
      const { id, kind, stationId, visitId, standardVersion } = about;
      // Without a visit, it goes to the topic of the aggregate's events.
      const to = visitId ? { topic: topicName(`${service}.visit`, false), key: visitId } : topicOf(id);
      if (!to)
        throw new Error(
          `${step} missed ${rule} of a ${kind} without visit that published no event, so the deviation has no topic`,
        );
      const fields = {
        stationId,
        subjectId: visitId ?? id,
        aggregateId: id,
        aggregateKind: kind,
        rule,
        requirement,
        subject,
        step,
        at,
        ...more,
      };
      const event = { type: `waystation.standard.v1.${name}`, fields, at, subject: id, topic: to.topic, key: to.key };
      return this.#seal(event, { ...context, step, visitId, standardVersion });
    };
    const used = new Set(outcome.overridden.map(({ override }) => override.id));
    return [
      ...[...used].map((overrideId) => overrides!.use(overrideId, clock.now())),
      ...outcome.timers.map((timer) => changeTimer(timer, this.#context.newId())),
      ...appendToOutbox([
        ...events,
        ...outcome.missed.map((noted) => deviation('RuleMissed', noted, {})),
        ...outcome.overridden.map(({ override: { id: overrideId, grantedBy }, ...noted }) =>
          deviation('RuleOverridden', noted, { overrideId, grantedBy }),
        ),
      ]),
    ];
  }

  #seal(
    event: { type: string; fields: object; at: Date; subject: string; topic?: string; key?: string },
    { visitId, standardVersion, ...context }: EventContext & { visitId: string | undefined },
  ): SealedEvent {
    const more = { ...(visitId && { correlationId: visitId }), ...(standardVersion && { standardVersion }) };
    return sealEvent({ id: this.#context.newId(), ...event }, { ...context, ...more }, checkEvent);
  }
}

/**
 * Message type of an event. Events that all services share, such as OverrideRequested, are messages of the standard and go
 * to the topic of the service's visit events.
 */
function typeOf({ name, visitId }: PublishedEvent, service: string): { type: string; topic?: string; key?: string } {
  const own = `waystation.${service}.v1.${name}`;
  const shared = `waystation.standard.v1.${name}`;
  if (own in eventCodecs || !(shared in eventCodecs) || !visitId) return { type: own };
  return { type: shared, topic: topicName(`${service}.visit`, false), key: visitId };
}
