import { expect, test } from '@jest/globals';
import { WrongState } from '@waystation/model';
import { wrongStateText } from './state-texts.ts';
import { TextCatalogue } from './texts.ts';

const words = new TextCatalogue({
  en: {
    WRONG_STATE: 'You cannot {{step}} while {{subject}} is {{state}}, only when {{allowed}}.',
    WRONG_STATE_NEXT: '{{step}}, {{subject}}, {{state}}, {{allowed}}. Next step: {{next}}.',
    WRONG_STATE_DONE: 'Nothing to do: {{subject}} is already {{state}}.',
    job: 'the job',
    'job.state.paused': 'paused',
    'job.state.dispatched': 'dispatched',
    'job.state.in_progress': 'in progress',
    'job.step.finish': 'finish work',
    'job.step.resume': 'resume work',
    'job.step.reopen': 'reopen the job',
  },
  zh: {
    WRONG_STATE: '{{subject}}当前状态为“{{state}}”，不能{{step}}；须为{{allowed}}。',
    WRONG_STATE_NEXT: '{{step}}、{{subject}}、{{state}}、{{allowed}}。下一步：{{next}}。',
    WRONG_STATE_DONE: '无需操作：{{subject}}状态已为“{{state}}”。',
    job: '工单',
    'job.state.paused': '已暂停',
    'job.state.dispatched': '已派工',
    'job.state.in_progress': '进行中',
    'job.step.finish': '完工',
    'job.step.resume': '恢复作业',
    'job.step.reopen': '返工',
  },
});
const facts = { subject: 'job', step: 'finish', state: 'paused', allowed: ['dispatched', 'in_progress'] };

test.each([
  ['en', 'You cannot finish work while the job is paused, only when dispatched or in progress.'],
  ['zh', '工单当前状态为“已暂停”，不能完工；须为已派工或进行中。'],
])('wrongStateText shows names instead of slugs (%s)', (language, text) => {
  expect(wrongStateText(new WrongState(facts), words, language)).toBe(text);
});

test.each([
  ['en', 'finish work, the job, paused, dispatched or in progress. Next step: resume work or reopen the job.'],
  ['zh', '完工、工单、已暂停、已派工或进行中。下一步：恢复作业或返工。'],
])('wrongStateText shows the possible next steps (%s)', (language, text) => {
  expect(wrongStateText(new WrongState({ ...facts, next: ['resume', 'reopen'] }), words, language)).toBe(text);
});

test.each([
  ['en', 'Nothing to do: the job is already paused.'],
  ['zh', '无需操作：工单状态已为“已暂停”。'],
])('wrongStateText reports that there is nothing to do when the step was already made (%s)', (language, text) => {
  expect(wrongStateText(new WrongState({ ...facts, isDone: true, next: ['resume'] }), words, language)).toBe(text);
});

test('wrongStateText shows the name in the code when the texts have no name', () => {
  const text = wrongStateText(new WrongState({ ...facts, state: 'lost' }), words, 'en');
  expect(text).toBe('You cannot finish work while the job is lost, only when dispatched or in progress.');
});
