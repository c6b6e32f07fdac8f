import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { outsideOfHome } from './outside.ts';
import { canReach, unprivileged, whyNotRunAs, type RunAs } from './run-as.ts';

/** Directory and user of a home's PostgreSQL. */
export interface PostgresRoom {
  /** Directory owned by its user. */
  directory: string;
  who: RunAs;
}

/**
 * Finds or creates the directory of a home's PostgreSQL. If this process is root, PostgreSQL runs as user nobody; if nobody
 * cannot enter the home because of a folder above it, the directory is outside (see `outsideOfHome`). Makes only the home
 * passable (mode +x), never the folders above.
 *
 * @param home the home; created if missing
 * @returns the directory and its user; an existing cluster stays where it was created
 * @throws Error if this process is root but cannot become another user, or if the user of an existing cluster can no longer
 *   reach it
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
  // A cluster created by an ordinary user keeps its owner when root starts it.
  const owner = hadCluster ? ownerOf(inside) : who;
  own(inside, owner);
  if (canReach(owner, inside)) return { directory: inside, who: owner };
  if (hadCluster)
    throw new Error(`user ${owner.uid} cannot reach ${inside}. Let this user enter the folders above it.`);
  const outside = join(outsideOfHome(home), 'postgres');
  own(outside, who);
  return { directory: outside, who };
}

/**
 * True if a directory has a complete cluster.
 *
 * @param room directory of a home's PostgreSQL
 * @returns true for a complete cluster
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
