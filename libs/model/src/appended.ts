import { Refused } from './errors.ts';

/**
 * The list with one more. Lists lie in one row with what they belong to, so each has an end.
 *
 * @param max how many there may be then
 * @throws Refused `LIST_FULL`
 */
export function appended<T>(list: readonly T[], item: T, max: number): T[] {
  if (list.length >= max) throw new Refused('LIST_FULL', { max: String(max) });
  return [...list, item];
}
