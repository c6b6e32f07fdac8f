import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { livingStarter } from './stale.ts';

/**
 * A place for what an unprivileged user must reach when the home or the checkout lies below a folder that only root may
 * enter, as /root usually is.
 *
 * @param path what to make below it
 * @returns the absolute path, made, with mode 0755
 * @throws Error when it can't be made
 */
export function outsideDirectory(...path: string[]): string {
  let failure: unknown;
  for (const base of ['/var/lib/waystation', join(tmpdir(), 'waystation-root')]) {
    try {
      const directory = join(base, ...path);
      mkdirSync(directory, { recursive: true, mode: 0o755 });
      return directory;
    } catch (error) {
      failure = error; // A read-only /var: the temporary folder is the second choice.
    }
  }
  throw failure;
}

/**
 * @param home a home directory
 * @returns the directory outside that belongs to this home and no other, made
 * @throws Error when it can't be made
 */
export function outsideOfHome(home: string): string {
  return outsideDirectory('homes', outsideName(home));
}

/**
 * Reason why a folder must not be removed as a home: it is not one, or a platform runs in it.
 *
 * @param home the directory, as it was given to the start functions
 * @returns the reason in a line; undefined when it may be removed
 */
export function whyNotRemove(home: string): string | undefined {
  const path = resolve(home);
  if (!existsSync(path)) return `There is no ${path}.`;
  const pidFiles = ['postgres.pid', 'kafka.pid'].map((name) => join(path, name));
  const starter = pidFiles.map(livingStarter).find((pid) => pid !== undefined);
  if (starter !== undefined) return `${path} is in use: stop process ${starter} first.`;
  const isHome = ['postgres', 'kafka', 'secrets'].some((name) => existsSync(join(path, name)));
  return isHome ? undefined : `${path} is no home of a stack: nothing in it was deleted.`;
}

/**
 * Removes a home whose processes are stopped, and what of it had to lie elsewhere.
 *
 * @param home the directory, as it was given to the start functions
 * @throws Error when something of it can't be removed
 */
export function removeHome(home: string): void {
  rmSync(resolve(home), { recursive: true, force: true });
  for (const base of ['/var/lib/waystation', join(tmpdir(), 'waystation-root')]) {
    rmSync(join(base, 'homes', outsideName(home)), { recursive: true, force: true });
  }
}

function outsideName(home: string): string {
  const path = resolve(home);
  return `${basename(path)}-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
}
