import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { outsideOfHome } from './outside.ts';
import { canReach, unprivileged, whyNotRunAs, type RunAs } from './run-as.ts';

/** Where a home's PostgreSQL lives, and as whom. */
export interface PostgresRoom {
  /** Its own directory, which its user owns. */
  directory: string;
  who: RunAs;
}

/**
 * Finds or makes the directory of a home's PostgreSQL. When this process is root, PostgreSQL runs as nobody; where
 * nobody can't get into the home because of a folder above it, the directory lies outside (see `outsideOfHome`). Only
 * the home itself is opened for passing through (mode +x), never what lies above.
 *
 * @param home the home, made when missing
 * @returns the directory and its user; an existing cluster is found where it was made
 * @throws Error when this process is a root that can't become another user, or when a cluster lies where its user can't
 *   reach it any more
 */
export function postgresRoom(home: string): PostgresRoom {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const inside = join(resolve(home), 'postgres');
  const who = unprivileged();
  const cannot = whyNotRunAs(who);
  if (cannot) throw new Error(cannot);
  if (who.uid === undefined) {
    mkdirSync(inside, { recursive: true, mode: 0o700 });
    return { directory: inside, who };
  }

  const mode = statSync(home).mode & 0o777;
  if ((mode & 0o001) === 0) chmodSync(home, mode | 0o011);
  const hadCluster = hasCluster(inside);
  // A cluster made by an ordinary user goes on as his when root starts it.
  const owner = hadCluster ? ownerOf(inside) : who;
  own(inside, owner);
  if (canReach(owner, inside)) return { directory: inside, who: owner };
  if (hadCluster) throw new Error(`user ${owner.uid} can't reach ${inside}: a folder above it is closed to him`);
  const outside = join(outsideOfHome(home), 'postgres');
  own(outside, who);
  return { directory: outside, who };
}

/**
 * @param room a room's directory
 * @returns whether a finished cluster lies in it
 */
export function hasCluster(room: string): boolean {
  return existsSync(join(room, 'data', 'PG_VERSION'));
}

function ownerOf(room: string): RunAs {
  const { uid, gid } = statSync(join(room, 'data'));
  return uid === 0 ? unprivileged() : { uid, gid };
}

function own(directory: string, who: RunAs): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (who.uid !== undefined && who.gid !== undefined) chownSync(directory, who.uid, who.gid);
}
