import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

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
