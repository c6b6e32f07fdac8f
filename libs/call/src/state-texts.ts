import type { WrongState } from '@waystation/model';
import type { TextCatalogue } from './texts.ts';

/** Slug of a state's name, which stands behind `is`: `job.state.paused` is `paused`. */
export function stateSlug(subject: string, state: string): string {
  return `${subject}.state.${state}`;
}

/** Slug of a step's name, which stands behind `You cannot` or alone: `job.step.resume` is `resume work`. */
export function stepSlug(subject: string, step: string): string {
  return `${subject}.step.${step}`;
}

/**
 * Text for a step that is not possible in the present state: what is the case, when the step is possible, what to do next.
 * Aggregates are named under their own words: `job` is `the job`. A name that the texts lack is left as it stands in the code, which a test of each service rules out.
 */
export function wrongStateText(wrong: WrongState, words: TextCatalogue, language: string): string {
  const { subject, step, state, allowed, next, isDone } = wrong;
  const name = (slug: string, inCode: string) => (words.has(slug) ? words.of(slug, language) : inCode);
  const anyOf = new Intl.ListFormat(language, { type: 'disjunction' });
  const slug = isDone ? 'WRONG_STATE_DONE' : next.length > 0 ? 'WRONG_STATE_NEXT' : 'WRONG_STATE';
  return words.of(slug, language, {
    subject: name(subject, subject),
    step: name(stepSlug(subject, step), step),
    state: name(stateSlug(subject, state), state),
    allowed: anyOf.format(allowed.map((each) => name(stateSlug(subject, each), each))),
    next: anyOf.format(next.map((each) => name(stepSlug(subject, each), each))),
  });
}
