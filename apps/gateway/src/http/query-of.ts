import { Invalid } from '@waystation/model';
import { attempt } from './attempt.ts';

/** The query of a request's target, which may hold question marks of its own. */
export function queryOf(target: string): URLSearchParams {
  return new URLSearchParams(textOf(target));
}

/**
 * The same for the API, where a parameter that can't be read is not taken for another text.
 *
 * @throws Invalid with each parameter that holds a malformed percent escape
 */
export function strictQueryOf(target: string): URLSearchParams {
  const malformed = textOf(target)
    .split('&')
    .filter((pair) => 'refusal' in attempt(() => decodeURIComponent(pair)));
  if (malformed.length > 0) {
    throw new Invalid(
      malformed.map((pair) => ({
        field: [...new URLSearchParams(pair).keys()][0] ?? '',
        description: 'a malformed percent escape',
        reason: 'ESCAPE_NOT_VALID',
      })),
    );
  }
  return queryOf(target);
}

function textOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.slice(mark + 1);
}
