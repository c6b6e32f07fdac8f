import { Refused } from './errors.ts';

/**
 * Returns a list with another item. Lists have a maximum, since each is stored in one row with its owner.
 *
 * @param max maximum length of the result
 * @throws Refused `LIST_FULL`
 */
export function appended<T>(list: readonly T[], item: T, max: number): T[] {
  if (list.length >= max) throw new Refused('LIST_FULL', { max: String(max) });
  return [...list, item];
}
