// Finds the running platform on this machine, for commands that use one.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_CACHE } from '@waystation/stack';

/** Platform whose gateway answers. */
export interface RunningStack {
  /** Absolute path of its home folder. */
  home: string;
  /** Address of its gateway, such as `http://127.0.0.1:8080`. */
  gateway: string;
}

/** User's choice of a platform; both fields may be omitted while only one platform runs. */
export interface StackChoice {
  home?: string | undefined;
  url?: string | undefined;
}

/** No platform matches the choice, or several do. The message says what to do. */
export class NoSuchStack extends Error {
  override readonly name = 'NoSuchStack';
}

const defaultHome = '.waystation';

/**
 * Records the home of a started platform, so that other commands of this checkout find it.
 *
 * @param home of the platform
 * @param cache folder of the records
 */
export function noteHome(home: string, cache = DEFAULT_CACHE): void {
  const folder = join(cache, 'homes');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, createHash('sha256').update(resolve(home)).digest('hex').slice(0, 16)), resolve(home));
}

/**
 * Finds the running platform that a choice names; without a choice, the one in the default home, otherwise the only one.
 *
 * @param choice of the user
 * @param options folder of the records, and a check whether a gateway answers; tests replace the defaults
 * @throws NoSuchStack if no running platform matches, or several do
 */
export async function findStack(
  { home, url }: StackChoice,
  {
    cache = DEFAULT_CACHE,
    answers = gatewayAnswers,
  }: { cache?: string; answers?: (gateway: string) => Promise<boolean> } = {},
): Promise<RunningStack> {
  const homes = home === undefined ? [...new Set([resolve(defaultHome), ...notedHomes(cache)])] : [resolve(home)];
  const running: RunningStack[] = [];
  for (const each of homes) {
    const gateway = gatewayOf(each);
    if (gateway !== undefined && (await answers(gateway))) running.push({ home: each, gateway });
  }
  if (home !== undefined && running.length === 0) {
    throw new NoSuchStack(`No platform is running in ${resolve(home)}. Start it: npm start -- --home ${home}`);
  }
  if (url !== undefined) {
    const found = running.find(({ gateway }) => sameOrigin(gateway, url));
    if (found) return found;
    throw new NoSuchStack(
      `No platform started from this checkout answers at ${url}. Name the folder of its data: --home DIR`,
    );
  }
  if (running.length === 0) throw new NoSuchStack('No platform is running. Start one: npm start');
  const chosen = running.find((each) => each.home === resolve(defaultHome)) ?? running[0]!;
  if (running.length === 1 || chosen.home === resolve(defaultHome)) return chosen;
  const list = running.map((each) => `  --url ${each.gateway}   (${each.home})`).join('\n');
  throw new NoSuchStack(`Several platforms are running. Choose one:\n${list}`);
}

/**
 * Reads a JSON file of a platform's home.
 *
 * @throws NoSuchStack if the file is missing
 */
export function readHome<T>(home: string, name: string): T {
  const file = join(home, name);
  if (!existsSync(file)) {
    throw new NoSuchStack(
      `${file} is missing because the platform is still starting. Wait until npm start reports that it is ready.`,
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/**
 * Reads the choice from a command line.
 *
 * @param args of the command
 * @param usage shown if the arguments are wrong
 * @throws NoSuchStack for arguments other than `--home DIR` and `--url URL`, or one without its value
 */
export function choiceOf(args: readonly string[], usage: string): StackChoice {
  try {
    const options = { home: { type: 'string' }, url: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new NoSuchStack(`${(error as Error).message}\n${usage}`);
  }
}

/** Runs a command on a platform. Wrong arguments and a missing platform end it with a message and exit code 1. */
export async function onStack(
  choose: () => StackChoice,
  command: (stack: RunningStack) => Promise<void>,
): Promise<void> {
  await Promise.resolve()
    .then(choose)
    .then((choice) => findStack(choice))
    .then(command)
    .then(undefined, (error: unknown) => {
      if (!(error instanceof NoSuchStack)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    });
}

function notedHomes(cache: string): string[] {
  return globSync('homes/*', { cwd: cache })
    .sort()
    .map((note) => readFileSync(join(cache, note), 'utf8'));
}

function gatewayOf(home: string): string | undefined {
  const file = join(home, 'stack.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { gateway?: string }).gateway : undefined;
}

/** Checks a gateway; one that cannot be reached for any reason does not answer. */
function gatewayAnswers(gateway: string): Promise<boolean> {
  const answer = fetch(`${gateway}/health/live`, { signal: AbortSignal.timeout(5_000) });
  return answer.then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Compares origins; `http://localhost:9000/` equals `http://127.0.0.1:9000`. */
function sameOrigin(one: string, other: string): boolean {
  const normal = (url: string) => new URL(url).origin.replace('//localhost', '//127.0.0.1');
  return URL.canParse(other) && normal(one) === normal(other);
}
