import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { livingStarter } from './stale.ts';

/**
 * Directory for files that an unprivileged user must reach, if home or checkout are below a folder that only root may enter,
 * such as /root.
 *
 * @param path path of the directory below the common base
 * @returns the absolute path of the created directory, with mode 0755
 * @throws Error if it cannot be created
 */
export function outsideDirectory(...path: string[]): string {
  let failure: unknown;
  for (const base of ['/var/lib/waystation', join(tmpdir(), 'waystation-root')]) {
    try {
      const directory = join(base, ...path);
      mkdirSync(directory, { recursive: true, mode: 0o755 });
      return directory;
    } catch (error) {
      failure = error; // For example a read-only /var: the temporary folder is the second choice.
    }
  }
  throw failure;
}

/**
 * Directory outside of a home that belongs to this home only.
 *
 * @param home a home directory
 * @returns the path of the created directory
 * @throws Error if it cannot be created
 */
export function outsideOfHome(home: string): string {
  return outsideDirectory('homes', outsideName(home));
}

/**
 * Reason why a folder must not be removed as a home: it is not a home, or a platform runs in it.
 *
 * @param home the directory that was passed to the start functions
 * @returns one line with the reason; undefined if it may be removed
 */
export function whyNotRemove(home: string): string | undefined {
  const path = resolve(home);
  if (!existsSync(path)) return `${path} does not exist.`;
  const pidFiles = ['postgres.pid', 'kafka.pid'].map((name) => join(path, name));
  const starter = pidFiles.map(livingStarter).find((pid) => pid !== undefined);
  if (starter !== undefined) return `${path} is in use. Stop process ${starter} first.`;
  const isHome = ['postgres', 'kafka', 'secrets'].some((name) => existsSync(join(path, name)));
  return isHome ? undefined : `${path} is not a home of a stack. Nothing in it was deleted.`;
}

/**
 * Removes a home whose processes are stopped, including its directories outside.
 *
 * @param home the directory that was passed to the start functions
 * @throws Error if a part of it cannot be removed
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
