import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { withLock } from './lock.ts';

/** `.cache` at the root of the checkout, from `libs/stack/src` and `libs/stack/dist` alike. */
export const DEFAULT_CACHE = resolve(import.meta.dirname, '../../../.cache');

/**
 * Makes a directory or file of the cache once. It is made aside and renamed, so that it is there whole or not at all,
 * processes that start or are killed at the same time.
 *
 * @param target the path in the cache
 * @param make fills the path it is given, in a new folder beside the target
 * @returns the target
 * @throws what `make` throws
 */
export async function cached(target: string, make: (path: string) => Promise<void>): Promise<string> {
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  return withLock(`${target}.lock`, async () => {
    if (existsSync(target)) return target;
    const aside = mkdtempSync(`${target}.new-`);
    try {
      await make(join(aside, 'made'));
      renameSync(join(aside, 'made'), target);
    } catch (error) {
      if (!existsSync(target)) throw error;
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
    return target;
  });
}
