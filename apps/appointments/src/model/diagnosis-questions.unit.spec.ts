import { minute } from '@waystation/testing/model';
import { anAppointment, ids } from '../../testing/an-appointment.ts';
import { DiagnosisQuestions } from './diagnosis-questions.ts';

describe('a question to the expert', () => {
  it('waits for an answer and is answered only once', () => {
    const appointment = anAppointment().build();
    appointment.requestDiagnosisHelp(
      { questionId: ids.question, concernId: ids.concern, question: 'Why?' },
      { id: ids.clerk },
      minute(1),
    );
    expect(appointment.helpRequestedAt).toEqual(minute(1));
    const answer = () =>
      appointment.answerDiagnosisHelp({ questionId: ids.question, answer: 'So' }, { id: ids.expert }, minute(9));
    answer();
    expect(appointment.helpRequestedAt).toBeNull();
    expect(answer).toThrow('QUESTION_ALREADY_ANSWERED');
  });
});

describe('the questions of an appointment', () => {
  const ask = (questions: DiagnosisQuestions, number: number) =>
    DiagnosisQuestions.ask(
      questions,
      { questionId: `q-${number}`, concernId: '', question: 'Why?' },
      ids.clerk,
      minute(number),
    );

  it('wait since the oldest unanswered question', () => {
    const two: DiagnosisQuestions = [1, 2].reduce(ask, []);
    expect(DiagnosisQuestions.waitingSince(two)).toEqual(minute(1));
    const one = DiagnosisQuestions.answer(two, { questionId: 'q-1', answer: 'So' }, ids.expert, minute(3));
    expect(DiagnosisQuestions.waitingSince(one)).toEqual(minute(2));
  });

  it('are limited to 30', () => {
    const full = Array.from({ length: 30 }, (_, number) => number).reduce(ask, [] as DiagnosisQuestions);
    expect(() => ask(full, 30)).toThrow('LIST_FULL (max=30)');
  });
});
