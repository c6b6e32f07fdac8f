import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { withLock } from './lock.ts';

/** `.cache` at the root of the checkout, from both `libs/stack/src` and `libs/stack/dist`. */
export const DEFAULT_CACHE = resolve(import.meta.dirname, '../../../.cache');

/**
 * Creates a directory or file of the cache once. It is created in a temporary folder and renamed, so that it exists either
 * completely or not at all, even if several processes start or are killed at the same time.
 *
 * @param target path in the cache
 * @param make creates the content at the given path, in a new folder beside the target
 * @returns the target
 * @throws the error of `make`
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
