import { spawnSync } from 'node:child_process';

/** Who a process runs as; empty for "as this process". */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** Nobody: what a process is run as that refuses to be root. */
const NOBODY: RunAs = { uid: 65534, gid: 65534 };

/**
 * PostgreSQL refuses to run as root.
 *
 * @returns nobody's uid and gid when this process is root, else empty: as ourselves
 */
export function unprivileged(): RunAs {
  return process.getuid?.() === 0 ? NOBODY : {};
}

/**
 * @param who as whom
 * @returns undefined when a process can be started so, else one line that says why not and the way out. A root without
 *   the right to change its user is common in hardened containers.
 */
export function whyNotRunAs(who: RunAs): string | undefined {
  if (who.uid === undefined) return undefined;
  const tried = spawnSync('/bin/sh', ['-c', 'exit 0'], { ...who, cwd: '/' });
  if (!tried.error) return undefined;
  return `PostgreSQL refuses to run as root, and this root can't become user ${who.uid} (${tried.error.message}): start Waystation as an ordinary user`;
}

/**
 * Asks the kernel itself, since modes, access lists and mounts all have a say.
 *
 * @param who as whom
 * @param path a program or a directory
 * @returns whether that user may run the program, or enter and read the directory
 */
export function canReach(who: RunAs, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', path], { ...who, cwd: '/' }).status === 0;
}
