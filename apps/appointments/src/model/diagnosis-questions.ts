import { appended, NotFound, Refused } from '@waystation/model';

/** Question to the technical expert about a diagnosis, with its answer. */
export interface DiagnosisQuestion {
  questionId: string;
  /** Empty: about the vehicle as a whole. */
  concernId: string;
  question: string;
  askedBy: string;
  /** ISO 8601: the questions are stored as encrypted JSON. */
  askedAt: string;
  answer: string;
  /** Empty until the question is answered, like `answeredAt`. */
  expertId: string;
  answeredAt: string;
}

/** Request for an expert's help with a diagnosis. */
export type DiagnosisHelpRequest = Pick<DiagnosisQuestion, 'questionId' | 'concernId' | 'question'>;

/** Expert's answer to a question. */
export type DiagnosisHelpAnswer = Pick<DiagnosisQuestion, 'questionId' | 'answer'>;

/** Questions of one appointment, oldest first. */
export type DiagnosisQuestions = readonly DiagnosisQuestion[];

const maxQuestions = 30;

export const DiagnosisQuestions = {
  ask(
    questions: DiagnosisQuestions,
    { questionId, concernId, question }: DiagnosisHelpRequest,
    askedBy: string,
    at: Date,
  ): DiagnosisQuestions {
    const unanswered = { answer: '', expertId: '', answeredAt: '' };
    const asked = { questionId, concernId, question, askedBy, askedAt: at.toISOString(), ...unanswered };
    return appended(questions, asked, maxQuestions);
  },

  /** @throws NotFound; Refused if the question is already answered */
  answer(
    questions: DiagnosisQuestions,
    { questionId, answer }: DiagnosisHelpAnswer,
    expertId: string,
    at: Date,
  ): DiagnosisQuestions {
    const asked = findQuestion(questions, questionId);
    if (asked.expertId) throw new Refused('QUESTION_ALREADY_ANSWERED', { questionId });
    const answered = { ...asked, answer, expertId, answeredAt: at.toISOString() };
    return questions.map((each) => (each === asked ? answered : each));
  },

  /** @throws NotFound */
  askedAt(questions: DiagnosisQuestions, questionId: string): Date {
    return new Date(findQuestion(questions, questionId).askedAt);
  },

  /** Time of the oldest question without an answer; null if all are answered. */
  waitingSince(questions: DiagnosisQuestions): Date | null {
    const oldest = questions.find(({ expertId }) => !expertId);
    return oldest ? new Date(oldest.askedAt) : null;
  },
};

function findQuestion(questions: DiagnosisQuestions, questionId: string): DiagnosisQuestion {
  const asked = questions.find((each) => each.questionId === questionId);
  if (!asked) throw new NotFound('question', questionId);
  return asked;
}
