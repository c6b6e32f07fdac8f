import { spawnSync } from 'node:child_process';

/** User of a process; empty for the user of this process. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** User nobody, for a process that refuses to run as root. */
const NOBODY: RunAs = { uid: 65534, gid: 65534 };

/**
 * User to run PostgreSQL as, because it refuses to run as root.
 *
 * @returns uid and gid of user nobody if this process is root; empty for the current user
 */
export function unprivileged(): RunAs {
  return process.getuid?.() === 0 ? NOBODY : {};
}

/**
 * Reason why a process cannot run as a user. A root without the right to change its user is common in hardened containers.
 *
 * @param who the user
 * @returns one line with the reason and the remedy; undefined if it can
 */
export function whyNotRunAs(who: RunAs): string | undefined {
  if (who.uid === undefined) return undefined;
  const tried = spawnSync('/bin/sh', ['-c', 'exit 0'], { ...who, cwd: '/' });
  if (!tried.error) return undefined;
  return `PostgreSQL refuses to run as root, and root cannot become user ${who.uid} here (${tried.error.message}): start Waystation as an ordinary user`;
}

/**
 * True if a user can use a path. Tests it with a process of that user, because modes, access lists and mounts all matter.
 *
 * @param who the user
 * @param path a program or a directory
 * @returns true if the user may run the program, or enter and read the directory
 */
export function canReach(who: RunAs, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', path], { ...who, cwd: '/' }).status === 0;
}
