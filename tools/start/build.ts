import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { generatedCode } from '../nx/generated-code.ts';

const checkout = resolve(import.meta.dirname, '../..');
const sayEveryMs = 5_000;

/** Sources of the build outside of the projects: what `shared` in nx.json names. */
const shared = ['nx.json', 'package-lock.json', 'tsconfig.base.json', 'tools/nx'];

/**
 * Builds all apps and libraries with Nx. Starting Nx takes seconds even if there is nothing to do, so it is left out while
 * every source and every built file is the very file that it was after the last build.
 *
 * @param say told what is built
 * @throws Error with the compiler's messages
 */
export async function build(say: (line: string) => void): Promise<void> {
  const record = join(checkout, '.cache/built');
  const sources = stateOfSources(checkout);
  if (recordIn(record) === `${sources}\n${stateOfBuilt(checkout)}`) return;
  rmSync(record, { force: true });
  await runNx(say);
  mkdirSync(dirname(record), { recursive: true });
  // Sources as they were before: one that changed meanwhile is built at the next start.
  writeFileSync(record, `${sources}\n${stateOfBuilt(checkout)}`);
}

function recordIn(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * Hash that changes with any file that is written by hand and read by a build.
 *
 * @param root of the checkout
 */
export function stateOfSources(root: string): string {
  return stateOf(root, [...shared, ...projects(root)], new Set([...generated, ...outputs(root)]));
}

/** Hash that changes with any file that a build makes: generated code, which Nx writes again each time, and built files. */
export function stateOfBuilt(root: string): string {
  return stateOf(root, [...generated, ...outputs(root)]);
}

const generated = Object.values(generatedCode).flatMap((code) => code.outputs);

const outputs = (root: string) => projects(root).map((path) => join(path, 'dist'));

function projects(root: string): string[] {
  return ['apps', 'libs'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name))).sort();
}

/**
 * By size, times and inode instead of content, which would take as long as Nx. A file whose content changes gets another
 * change time, which no program can set; one that is replaced gets another inode.
 */
function stateOf(root: string, paths: readonly string[], leftOut: ReadonlySet<string> = new Set()): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    if (leftOut.has(path) || path.endsWith('/node_modules')) return;
    const stats = statSync(join(root, path), { bigint: true, throwIfNoEntry: false });
    if (stats?.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(join(path, name));
    } else if (stats) {
      hash.update(`${path} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs} ${stats.ino}\n`);
    }
  };
  paths.forEach(add);
  return hash.digest('hex');
}

/** Runs Nx and reports every 5 s how many projects are built. */
async function runNx(say: (line: string) => void): Promise<void> {
  say('Building the services (up to a minute) ...');
  const all = projects(checkout).length;
  const nx = spawn('nx', ['run-many', '-t', 'build', '--outputStyle=static'], { cwd: checkout });
  const written: string[] = [];
  let built = 0;
  const progress = setInterval(() => say(`Building: ${built} of ${all} projects done`), sayEveryMs);
  for (const input of [nx.stdout, nx.stderr]) {
    createInterface({ input }).on('line', (line) => {
      written.push(line);
      if (/nx run @waystation\/\w+:build/.test(line)) built += 1;
    });
  }
  const code = await new Promise<number | null>((done, fail) => {
    nx.once('error', fail);
    nx.once('close', done);
  }).finally(() => clearInterval(progress));
  if (code !== 0) throw new Error(`The build failed:\n${written.join('\n')}`.slice(0, 4_000));
  say(`Built ${all} projects`);
}
