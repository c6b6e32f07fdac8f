import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTime } from './stale.ts';

/**
 * Runs work that only one process of this machine should do at a time, such as filling a cache. Avoids double work but is
 * not a guarantee: after a holder was killed, two waiters may both enter, so the work must still end in a rename.
 *
 * @param file lock file; its folder must exist
 * @param work function to run while holding the lock
 * @returns result of the work
 * @throws the error of the work
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

/** Takes the lock with a hard link, which appears together with its content, so that nobody reads a lock without a holder. */
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
    return false; // Released meanwhile.
  }
}
