import { Invalid } from '@waystation/model';
import { attempt } from './attempt.ts';

/** Query of a request's target; the query may contain question marks. */
export function queryOf(target: string): URLSearchParams {
  return new URLSearchParams(textOf(target));
}

/**
 * Query of a request to the API, where malformed escapes are refused instead of replaced.
 *
 * @throws Invalid with each parameter that contains a malformed percent escape
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
