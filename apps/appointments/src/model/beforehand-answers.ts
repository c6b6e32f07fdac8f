import { appended } from '@waystation/model';
import type { Ahead } from './reminders.ts';

/** Customer's answer to the reconfirmation, as the station records it. */
export interface Reconfirmation {
  ahead: Ahead;
  /** `comes`, `comes_later`, `does_not_come` or `unreached`. */
  answer: string;
}

export interface BeforehandAnswer {
  /** `day` or `hour`. */
  ahead: string;
  /** `comes`, `comes_later`, `does_not_come` or `unreached`. */
  answer: string;
  /** True if everything was prepared at that time. */
  ready: boolean;
  confirmedBy: string;
  confirmedAt: Date;
}

/** Answers to the reconfirmations of the agreed time, oldest first. */
export type BeforehandAnswers = readonly BeforehandAnswer[];

const maxAnswers = 20;

export const BeforehandAnswers = {
  add(answers: BeforehandAnswers, answer: BeforehandAnswer): BeforehandAnswers {
    return appended(answers, answer, maxAnswers);
  },
};
