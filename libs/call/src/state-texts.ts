import type { WrongState } from '@waystation/model';
import type { TextCatalogue } from './texts.ts';

/** Slug of a state's name. The text must fit behind "is": `job.state.paused` has the text `paused`. */
export function stateSlug(subject: string, state: string): string {
  return `${subject}.state.${state}`;
}

/** Slug of a step's name. The text must fit behind "You cannot": `job.step.resume` has the text `resume work`. */
export function stepSlug(subject: string, step: string): string {
  return `${subject}.step.${step}`;
}

/**
 * Text for a step that the present state does not allow: the state, the states that allow the step, the next step. The name
 * of the aggregate has the aggregate as slug: `job` has the text `the job`. A missing name is shown as in the code; a test of
 * each service excludes that.
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
