import { NotFound } from '@waystation/model';
import { factsOf, minute, missingOf } from '@waystation/testing/model';
import { aJob, anna, expert, ids, observation } from '../../testing/a-job.ts';
import { ExpertQuestions } from './expert-questions.ts';

const at = minute(100);

describe('a question to the expert', () => {
  it('keeps the job from being finished until it is answered, and takes one answer only', () => {
    const job = aJob().ready().build();
    job.requestExpertHelp({ questionId: ids.question, question: 'why?' }, anna, minute(20));
    expect(job.expertHelpRequestedAt).toEqual(minute(20));
    expect(missingOf(job, () => job.finish(anna, minute(30)))).toEqual(['REP-D14 EXPERT_ANSWER_MISSING']);
    const facts = factsOf(job, () =>
      job.answerExpertHelp({ questionId: ids.question, answer: 'so' }, expert, minute(40)),
    );
    expect(facts).toMatchObject({ questionId: ids.question, expertId: ids.expert, askedAt: minute(20) });
    expect(job.expertHelpRequestedAt).toBeNull();
    expect(() => job.answerExpertHelp({ questionId: ids.question, answer: 'or so' }, expert, at)).toThrow(
      'QUESTION_ALREADY_ANSWERED',
    );
    expect(() => job.answerExpertHelp({ questionId: ids.finding, answer: 'what?' }, expert, at)).toThrow(NotFound);
  });

  it('is published without its text, like a finding', () => {
    const job = aJob().started().build();
    expect(
      JSON.stringify(
        factsOf(job, () => job.requestExpertHelp({ questionId: ids.question, question: 'why?' }, anna, at)),
      ),
    ).not.toContain('why');
    expect(JSON.stringify(factsOf(job, () => job.reportFinding(ids.finding, observation, anna, at)))).not.toContain(
      'oil',
    );
  });
});

describe('the questions of a job', () => {
  const ask = (questions: ExpertQuestions, number: number) =>
    ExpertQuestions.ask(questions, { questionId: `q-${number}`, question: 'why?' }, ids.anna, minute(number));

  it('count the waiting time from the oldest question without an answer', () => {
    let questions: ExpertQuestions = [1, 2].reduce(ask, []);
    expect(ExpertQuestions.waitingSince(questions)).toEqual(minute(1));
    questions = ExpertQuestions.answer(questions, { questionId: 'q-1', answer: 'so' }, ids.expert, at);
    expect(ExpertQuestions.waitingSince(questions)).toEqual(minute(2));
  });

  it('are limited to 50', () => {
    const full = Array.from({ length: 50 }, (_, number) => number).reduce(ask, [] as ExpertQuestions);
    expect(() => ask(full, 50)).toThrow('LIST_FULL (max=50)');
  });
});
