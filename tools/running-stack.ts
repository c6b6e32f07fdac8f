// Finds the platform that runs on this machine, for the commands that work on one.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_CACHE } from '@waystation/stack';

/** A platform that answers. */
export interface RunningStack {
  /** Absolute path of its home. */
  home: string;
  /** Address of its gateway, such as `http://127.0.0.1:8080`. */
  gateway: string;
}

/** How a command's user names a stack; both may be left out while only one runs. */
export interface StackChoice {
  home?: string | undefined;
  url?: string | undefined;
}

/** No stack fits the choice, or several do. The message says in full sentences what to do. */
export class NoSuchStack extends Error {
  override readonly name = 'NoSuchStack';
}

const defaultHome = '.waystation';

/**
 * Notes that a stack was started in a home, so that other commands of this checkout find it.
 *
 * @param home of the stack
 * @param cache folder that keeps the notes
 */
export function noteHome(home: string, cache = DEFAULT_CACHE): void {
  const folder = join(cache, 'homes');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, createHash('sha256').update(resolve(home)).digest('hex').slice(0, 16)), resolve(home));
}

/**
 * The running stack that a choice names; without a choice the one in the default home, or else the only one that runs.
 *
 * @param choice of the user
 * @param options where notes are kept, and how to see whether a gateway answers; the defaults are the machine's own
 * @throws NoSuchStack when no running stack fits, or several do
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
      `No platform that was started from this checkout answers at ${url}. Give the folder of its data: --home DIR`,
    );
  }
  if (running.length === 0) throw new NoSuchStack('No platform is running. Start one: npm start');
  const chosen = running.find((each) => each.home === resolve(defaultHome)) ?? running[0]!;
  if (running.length === 1 || chosen.home === resolve(defaultHome)) return chosen;
  const list = running.map((each) => `  --url ${each.gateway}   (${each.home})`).join('\n');
  throw new NoSuchStack(`Several platforms are running. Choose one:\n${list}`);
}

/**
 * Reads a JSON file of a stack's home.
 *
 * @throws NoSuchStack when the file is not there
 */
export function readHome<T>(home: string, name: string): T {
  const file = join(home, name);
  if (!existsSync(file)) {
    throw new NoSuchStack(
      `${file} is missing: the platform is still starting. Wait until npm start says that it is ready.`,
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/**
 * The choice that a command line holds.
 *
 * @param args of the command
 * @param usage shown when the arguments are wrong
 * @throws NoSuchStack when there is another argument than `--home DIR` and `--url URL`, or one without its value
 */
export function choiceOf(args: readonly string[], usage: string): StackChoice {
  try {
    const options = { home: { type: 'string' }, url: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new NoSuchStack(`${(error as Error).message}\n${usage}`);
  }
}

/**
 * Runs a command; wrong arguments or a stack that cannot be found end it with the sentence that says what to do, and exit
 * code 1.
 */
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

/** A gateway that cannot be reached, for whatever reason, does not answer. */
function gatewayAnswers(gateway: string): Promise<boolean> {
  const answer = fetch(`${gateway}/health/live`, { signal: AbortSignal.timeout(5_000) });
  return answer.then(
    ({ ok }) => ok,
    () => false,
  );
}

/** `http://localhost:9000/` and `http://127.0.0.1:9000` are the same. */
function sameOrigin(one: string, other: string): boolean {
  const normal = (url: string) => new URL(url).origin.replace('//localhost', '//127.0.0.1');
  return URL.canParse(other) && normal(one) === normal(other);
}
