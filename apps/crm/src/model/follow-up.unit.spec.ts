import { clearJournal, journalOf, WrongState } from '@waystation/model';
import { day, eventsOf, factsOf, lastEventOf, missingOf } from '@waystation/testing/model';
import { aFollowUp, agent, conversation, survey, type FollowUpBuilder } from '../../testing/a-follow-up.ts';
import { ids } from '../../testing/ids.ts';
import { FollowUp, followUpSteps, type Conversation, type FollowUpStatus } from './follow-up.ts';

const call = { channel: 'phone', outcome: 'no_answer' };
const at = day(1);

const followUpIn: Record<FollowUpStatus, () => FollowUpBuilder> = {
  open: () => aFollowUp().attempted('refused'),
  recorded: () => aFollowUp().recorded(),
  unreached: () => aFollowUp().unreached(),
  expired: () => aFollowUp().expired(),
};

const steps: Record<keyof typeof followUpSteps, (followUp: FollowUp) => void> = {
  attempt: (followUp) => followUp.attempt(call, [], agent, at),
  record: (followUp) => followUp.record(conversation, survey, agent, at),
  closeUnreached: (followUp) => followUp.closeUnreached('unreached', [], undefined, at),
  expire: (followUp) => followUp.expire(at),
};

describe.each(Object.keys(followUpIn) as FollowUpStatus[])('A follow-up with status %s', (status) => {
  it.each(Object.keys(followUpSteps) as (keyof typeof followUpSteps)[])(
    'allows or refuses the step %s by the table of steps',
    (verb) => {
      const row: { from: readonly string[]; to?: string; event: string } = followUpSteps[verb];
      const followUp = followUpIn[status]().build();
      expect(followUp.status).toBe(status);
      clearJournal(followUp);
      if (row.from.includes(status)) {
        steps[verb](followUp);
        expect(followUp.status).toBe(row.to ?? status);
        expect(lastEventOf(followUp).name).toBe(row.event);
      } else {
        expect(() => steps[verb](followUp)).toThrow(WrongState);
        expect(journalOf(followUp).published).toEqual([]);
      }
    },
  );
});

describe('A follow-up', () => {
  const delivery = { stationId: ids.station, visitId: ids.visit, customerId: '', vehicleId: '' };

  it('is due within the days of the standard, or within seven days without a limit', () => {
    expect(FollowUp.open(ids.followUp, delivery, 3, day(0), day(0)).dueAt).toEqual(day(3));
    const followUp = FollowUp.open(ids.followUp, delivery, undefined, day(0), day(0));
    expect(followUp).toMatchObject({ dueAt: day(7), customerId: null, vehicleId: null });
    expect(lastEventOf(followUp)).toMatchObject({
      name: 'FollowUpOpened',
      at: day(0),
      payload: { dueAt: day(7), customerId: '', followUpId: ids.followUp, visitId: ids.visit },
    });
    expect(journalOf(followUp).timers).toMatchObject([{ step: 'ExpireFollowUp', at: day(7) }]);
  });

  it('expires at once when the delivery is reported after its period', () => {
    const followUp = FollowUp.open(ids.followUp, delivery, 7, day(0), day(8));
    expect(followUp).toMatchObject({ status: 'expired', closeReason: 'time_over', closedAt: day(8) });
    expect(eventsOf(followUp)).toEqual(['FollowUpOpened', 'FollowUpExpired']);
  });

  it('refuses an attempt by a channel the customer does not want', () => {
    const followUp = aFollowUp().build();
    expect(() => followUp.attempt(call, ['phone'], agent, at)).toThrow('CONTACT_OPTED_OUT');
    followUp.attempt({ ...call, channel: 'sms' }, ['phone'], agent, at);
    expect(factsOf(followUp)).toMatchObject({
      attempt: 1,
      channel: 'sms',
      outcome: 'no_answer',
      agentId: ids.agent,
    });
  });

  it('stores the whole conversation, and publishes it without remarks and answers', () => {
    const followUp = aFollowUp().attempted().build();
    followUp.record(conversation, survey, agent, at);
    expect(missingOf(followUp)).toEqual([]);
    expect(followUp).toMatchObject({
      closedAt: at,
      conversation: { recommendationScore: 7, criticism: true, agentId: ids.agent },
      texts: { remarks: conversation.remarks, answers: conversation.answers },
    });
    expect(factsOf(followUp)).toMatchObject({ recommendationScore: 7, attempts: 2, scriptVersion: 1 });
    expect(JSON.stringify(factsOf(followUp))).not.toMatch(/waited|on_time/);
    expect(journalOf(followUp).timers).toMatchObject([{ step: 'ExpireFollowUp' }]);
    expect(journalOf(followUp).timers[0]).not.toHaveProperty('at');
  });

  it('counts the call that reached the customer once', () => {
    const followUp = aFollowUp().attempted().attempted('reached').recorded().build();
    expect(factsOf(followUp)).toMatchObject({ attempts: 2 });
  });

  it('requires remarks, scores, answers and a script', () => {
    const followUp = aFollowUp().build();
    const silent: Conversation = {
      ...conversation,
      scriptFormId: '',
      scriptVersion: 0,
      remarks: ' ',
      recommendationScore: undefined,
      scores: conversation.scores.slice(1),
      answers: [],
    };
    followUp.record(silent, undefined, agent, day(7));
    expect(missingOf(followUp)).toEqual([
      'FUP-D01 FOLLOW_UP_LATE',
      'FUP-D02 CUSTOMER_REMARKS_MISSING',
      'FUP-D02 RECOMMENDATION_SCORE_MISSING',
      'FUP-D02 STAGE_SCORE_MISSING reception',
      'FUP-D03 CALL_SCRIPT_MISSING',
    ]);
    const half = aFollowUp().build();
    half.record({ ...conversation, answers: conversation.answers.slice(1) }, survey, agent, at);
    expect(missingOf(half)).toEqual(['FUP-D02 SURVEY_ANSWER_MISSING fixed']);
  });

  it('requires a published script or questionnaire and one score per stage', () => {
    const by = (facts: Partial<Conversation>, script: typeof survey | undefined) => () =>
      aFollowUp()
        .build()
        .record({ ...conversation, ...facts }, script, agent, at);
    expect(by({}, undefined)).toThrow('FORM_UNKNOWN');
    expect(by({}, { ...survey, kind: 'check_sheet' })).toThrow('FORM_OF_OTHER_KIND');
    expect(by({ scores: [...conversation.scores, conversation.scores[0]!] }, survey)).toThrow('STAGE_SCORED_TWICE');
    expect(by({}, { ...survey, kind: 'call_script' })).not.toThrow();
  });

  it('is closed as unreached after the number of attempts in the standard', () => {
    expect(() => aFollowUp().build().closeUnreached('unreached', [], undefined, at)).toThrow('ATTEMPT_MISSING');
    const followUp = aFollowUp().attempted().build();
    followUp.closeUnreached('unreached', [], 2, at);
    expect(missingOf(followUp)).toEqual(['FUP-D01 TOO_FEW_ATTEMPTS']);
    expect(followUp).toMatchObject({ closeReason: 'unreached', closedAt: at });
    expect(factsOf(followUp)).toMatchObject({ attempts: 1, reason: 'unreached' });
  });

  it('is closed without an attempt when the customer does not want to be called', () => {
    const close = (followUp: FollowUp, optedOut: string[]) => () =>
      followUp.closeUnreached('do_not_call', optedOut, undefined, at);
    expect(close(aFollowUp().build(), [])).toThrow('CUSTOMER_ACCEPTS_CALLS');
    expect(close(aFollowUp().build(), ['phone'])).not.toThrow();
    expect(close(aFollowUp().attempted('refused').build(), [])).not.toThrow();
  });
});
