import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTime } from './stale.ts';

/**
 * Runs work that only one process of this machine should do at a time, such as filling a cache. It saves doubled work
 * and is no guarantee: when a holder was killed, two waiters can both get in, so the work must still end in a rename.
 *
 * @param file the lock; its folder must exist
 * @param work what to do while holding it
 * @returns what the work returns
 * @throws what the work throws
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${startTime(process.pid) ?? ''}`;
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, mine);
  try {
    while (!taken(aside, file)) {
      if (!holderLives(file)) rmSync(file, { force: true });
      else await sleep(200);
    }
  } finally {
    rmSync(aside, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A hard link appears with its content at once, so nobody reads a lock without a holder. */
function taken(aside: string, file: string): boolean {
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderLives(file: string): boolean {
  try {
    const [pid, started] = readFileSync(file, 'utf8').split(' ');
    return startTime(Number(pid)) === started;
  } catch {
    return false; // Given back in between.
  }
}
