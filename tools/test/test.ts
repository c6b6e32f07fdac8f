// Runs the suites one after the other, continues after a failure, and prints a summary.
//   npm test                                all
//   npm run check                           the fast suites
//   npm test -- unit int                    the named suites
//   npm test -- unit libs/model             specs of a suite whose path contains this
//   npm test -- lint apps/crm/src/main.ts   a check of some files
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suites, type Suite } from './suites.ts';

interface Outcome {
  suite: Suite;
  seconds: number;
  passed: number;
  failed: number;
  skipped: number;
}

const root = resolve(import.meta.dirname, '../..');

/** Lines of a successful suite that its reader must know, such as a check that this clone cannot make. */
function notesIn(output: string): string {
  return (output.match(/^NOTE: .*\n?/gm) ?? []).join('');
}

/** Resolves to true on success. Of a suite without reports, a failure shows all output, and a success its notes. */
function runs({ reports }: Suite, [program = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((done) => {
    const io = reports ? 'inherit' : 'pipe';
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', io, io] });
    const held: Buffer[] = [];
    child.stdout?.on('data', (part: Buffer) => held.push(part));
    child.stderr?.on('data', (part: Buffer) => held.push(part));
    child.on('error', (error) => held.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code) => {
      const output = Buffer.concat(held).toString();
      process.stdout.write(code === 0 ? notesIn(output) : output);
      done(code === 0);
    });
  });
}

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

/** Command for the whole suite, or for some paths. */
function commandOf({ name, command, only }: Suite, paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return command;
  if (only) return only(paths);
  console.error(`The suite ${name} checks the whole workspace. Run it without paths.`);
  process.exit(1);
}

/** Sums of jest's reports in a folder. */
function countIn(folder: string): Omit<Outcome, 'suite' | 'seconds'> {
  const files = globSync('*.json', { cwd: folder });
  const counts = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as JestReport);
  const sum = (of: (report: JestReport) => number) => counts.reduce((total, each) => total + of(each), 0);
  return {
    passed: sum(({ numPassedTests }) => numPassedTests),
    failed: sum(({ numFailedTests, numRuntimeErrorTestSuites }) => numFailedTests + numRuntimeErrorTestSuites),
    skipped: sum(({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests),
  };
}

async function outcomeOf(suite: Suite, paths: readonly string[]): Promise<Outcome> {
  console.log(`\n── ${suite.name}`);
  const folder = suite.reports && join(root, suite.reports);
  // Reports come back with results from the cache, so none of an earlier run may stay.
  if (folder) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  const started = performance.now();
  const well = await runs(suite, commandOf(suite, paths));
  const seconds = (performance.now() - started) / 1000;
  const count = folder ? countIn(folder) : { passed: well ? 1 : 0, failed: 0, skipped: 0 };
  // A run can fail with every test green, for example when a worker dies.
  return { suite, seconds, ...count, failed: count.failed === 0 && !well ? 1 : count.failed };
}

/** Splits the arguments into suites and paths; suites come first. */
function choose(args: string[]): { chosen: Suite[]; paths: string[] } {
  const isSuite = (arg: string) => arg === 'check' || suites.some(({ name }) => name === arg);
  const paths = args.filter((arg) => !isSuite(arg));
  const names = args.filter(isSuite);
  // Part of a path is enough for jest; a word that is neither suite nor path is a typing error.
  const unknown = paths.filter((path) => !path.includes('/') && !existsSync(resolve(root, path)));
  if (unknown.length > 0 || (paths.length > 0 && names.length === 0)) {
    const all = suites.map(({ name }) => name).join(', ');
    const fault =
      unknown.length > 0 ? `Neither a suite nor a path: ${unknown.join(', ')}.` : 'Name a suite before the paths.';
    console.error(`${fault} The suites are ${all}; npm test -- unit libs/model runs part of one.`);
    process.exit(1);
  }
  const named = suites.filter(
    ({ name, fast }) => names.length === 0 || names.includes(name) || (fast && names.includes('check')),
  );
  return { chosen: named.filter(({ needs }) => !needs || globSync(needs, { cwd: root }).length > 0), paths };
}

function table(outcomes: Outcome[]): string {
  const rows = outcomes.map(({ suite, seconds, passed, failed, skipped }) => [
    suite.name,
    seconds.toFixed(1),
    String(suite.budget),
    String(passed),
    String(failed),
    String(skipped),
  ]);
  const total = outcomes.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1);
  return [['suite', 'seconds', 'budget', 'passed', 'failed', 'skipped'], ...rows, ['all', total]]
    .map(([name = '', ...figures]) => name.padEnd(12) + figures.map((figure) => figure.padStart(9)).join(''))
    .join('\n');
}

const outcomes: Outcome[] = [];
const { chosen, paths } = choose(process.argv.slice(2));
for (const suite of chosen) outcomes.push(await outcomeOf(suite, paths));

console.log(`\n${table(outcomes)}\n`);
for (const { suite, seconds } of outcomes) {
  if (seconds > suite.budget) {
    console.log(`WARNING: ${suite.name} took ${seconds.toFixed(1)} s, its budget is ${suite.budget} s.`);
  }
}
const failing = outcomes.filter(({ failed }) => failed > 0).map(({ suite }) => suite);
if (failing.length > 0) console.log(`Failed: ${failing.map(({ name }) => name).join(', ')}.`);
for (const { name, mend } of failing) if (mend) console.log(`To fix ${name}: ${mend}`);
const sum = (of: 'passed' | 'failed') => outcomes.reduce((total, each) => total + each[of], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = failing.length > 0 ? 1 : 0;
