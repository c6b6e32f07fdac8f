import { appended, NotFound, Refused } from '@waystation/model';

/** Question to the technical expert, with its answer. */
export interface ExpertQuestion {
  questionId: string;
  question: string;
  technicianId: string;
  askedAt: Date;
  answer: string | null;
  expertId: string | null;
  answeredAt: Date | null;
}

/** Request for the technical expert's help with a job. */
export type ExpertHelpRequest = Pick<ExpertQuestion, 'questionId' | 'question'>;

/** Expert's answer to one question. */
export interface ExpertHelpAnswer {
  questionId: string;
  answer: string;
}

/** Questions of one job, oldest first. */
export type ExpertQuestions = readonly ExpertQuestion[];

const maxQuestions = 50;

export const ExpertQuestions = {
  ask(
    questions: ExpertQuestions,
    { questionId, question }: ExpertHelpRequest,
    technicianId: string,
    askedAt: Date,
  ): ExpertQuestions {
    const unanswered = { answer: null, expertId: null, answeredAt: null };
    return appended(questions, { questionId, question, technicianId, askedAt, ...unanswered }, maxQuestions);
  },

  /** @throws NotFound; Refused when the question is answered already */
  answer(
    questions: ExpertQuestions,
    { questionId, answer }: ExpertHelpAnswer,
    expertId: string,
    answeredAt: Date,
  ): ExpertQuestions {
    const asked = ExpertQuestions.find(questions, questionId);
    if (asked.answeredAt) throw new Refused('QUESTION_ALREADY_ANSWERED', { questionId });
    return questions.map((each) => (each === asked ? { ...asked, answer, expertId, answeredAt } : each));
  },

  /** @throws NotFound */
  find(questions: ExpertQuestions, questionId: string): ExpertQuestion {
    const asked = questions.find((each) => each.questionId === questionId);
    if (!asked) throw new NotFound('question', questionId);
    return asked;
  },

  /** Time of the oldest question without an answer; null if all are answered. */
  waitingSince(questions: ExpertQuestions): Date | null {
    return questions.find(({ answeredAt }) => !answeredAt)?.askedAt ?? null;
  },
};
