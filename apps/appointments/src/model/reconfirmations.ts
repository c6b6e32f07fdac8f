import { appended } from '@waystation/model';
import type { LeadTime } from './reminders.ts';

/** Customer's answer to the reconfirmation, as the station records it. */
export interface CustomerAnswer {
  leadTime: LeadTime;
  /** `comes`, `comes_later`, `does_not_come` or `unreached`. */
  answer: string;
}

export interface Reconfirmation {
  /** `day` or `hour`. */
  leadTime: string;
  /** `comes`, `comes_later`, `does_not_come` or `unreached`. */
  answer: string;
  /** True if everything was prepared at that time. */
  ready: boolean;
  confirmedBy: string;
  confirmedAt: Date;
}

/** Answers to the reconfirmations of the agreed time, oldest first. */
export type Reconfirmations = readonly Reconfirmation[];

const maxAnswers = 20;

export const Reconfirmations = {
  add(answers: Reconfirmations, answer: Reconfirmation): Reconfirmations {
    return appended(answers, answer, maxAnswers);
  },
};
