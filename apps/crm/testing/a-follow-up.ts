import type { PublishedForm } from '@waystation/reference/model';
import { aFormPoint, day, here, type Place } from '@waystation/testing/model';
import { FollowUp, type Conversation } from '../src/model/follow-up.ts';
import { ids } from './ids.ts';

export const agent = { id: ids.agent };

/** Questionnaire that is read out on the phone. */
export const survey: PublishedForm = {
  kind: 'survey',
  points: [
    aFormPoint('fixed', { answer: 'choice', choices: ['yes', 'no'] }),
    aFormPoint('on_time', { answer: 'choice', choices: ['yes', 'no'] }),
  ],
};

/** Complete conversation. */
export const conversation: Conversation = {
  scriptFormId: ids.survey,
  scriptVersion: 1,
  answers: [
    { code: 'fixed', answer: 'yes' },
    { code: 'on_time', answer: 'no' },
  ],
  remarks: 'The brakes are fine, but I waited two hours.',
  outcome: 'partly_satisfied',
  recommendationScore: 7,
  scores: [
    { stage: 'reception', score: 4 },
    { stage: 'repair', score: 5 },
    { stage: 'inspection', score: 5 },
    { stage: 'delivery', score: 2 },
  ],
  criticism: true,
};

/** Follow-up of a vehicle that left the day before: `aFollowUp().attempted('busy').recorded().build()`. */
export function aFollowUp(): FollowUpBuilder {
  return new FollowUpBuilder();
}

export class FollowUpBuilder {
  private changes: ((followUp: FollowUp, at: Date) => void)[] = [];

  attempted(outcome = 'no_answer'): this {
    return this.having((followUp, at) => followUp.attempt({ channel: 'phone', outcome }, [], agent, at));
  }

  recorded(): this {
    return this.having((followUp, at) => followUp.record(conversation, survey, agent, at));
  }

  unreached(): this {
    return this.attempted().having((followUp, at) => followUp.closeUnreached('unreached', [], undefined, at));
  }

  expired(): this {
    return this.having((followUp, at) => followUp.expire(at));
  }

  having(change: (followUp: FollowUp, at: Date) => void): this {
    this.changes.push(change);
    return this;
  }

  build(at?: Place): FollowUp {
    const place = at ?? here;
    const delivery = {
      stationId: place.stationId,
      visitId: place.id(ids.visit),
      standardVersion: '7',
      customerId: place.id(ids.customer),
      vehicleId: place.id(ids.vehicle),
    };
    const followUp = FollowUp.open(place.id(ids.followUp), delivery, 7, day(-1), day(-1));
    for (const change of this.changes) change(followUp, day(0));
    return followUp;
  }
}
