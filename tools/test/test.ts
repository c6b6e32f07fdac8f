// Runs the suites one after the other, continues after a failure, and prints a summary.
//   npm test                                all
//   npm run check                           the fast suites
//   npm test -- unit int                    the named suites
//   npm test -- unit libs/model             specs of a suite whose path contains this
//   npm test -- lint apps/crm/src/main.ts   a check of some files
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
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
const reports = join(root, '.cache/test');

/** Resolves to true on success. The output of a suite without jest is shown only on failure. */
function runs({ jest }: Suite, [program = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', jest ? 'inherit' : 'pipe', jest ? 'inherit' : 'pipe'],
    });
    const held: Buffer[] = [];
    child.stdout?.on('data', (part: Buffer) => held.push(part));
    child.stderr?.on('data', (part: Buffer) => held.push(part));
    child.on('error', (error) => held.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code) => {
      if (code !== 0) process.stdout.write(Buffer.concat(held));
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
function commandOf({ name, command, jest, only }: Suite, paths: readonly string[], report: string): readonly string[] {
  if (jest) {
    const workers = `--maxWorkers=${availableParallelism()}`;
    const patterns = paths.length > 0 ? ['--testPathPatterns', ...paths] : [];
    return [...command, '--json', '--outputFile', report, workers, ...patterns];
  }
  if (paths.length === 0) return command;
  if (only) return only(paths);
  console.error(`The suite ${name} checks the whole workspace. Run it without paths.`);
  process.exit(1);
}

async function outcomeOf(suite: Suite, paths: readonly string[]): Promise<Outcome> {
  console.log(`\n── ${suite.name}`);
  const report = join(reports, `${suite.name}.json`);
  rmSync(report, { force: true });
  const started = performance.now();
  const well = await runs(suite, commandOf(suite, paths, report));
  const seconds = (performance.now() - started) / 1000;
  if (!suite.jest || !existsSync(report)) {
    const passed = well && !suite.jest;
    return { suite, seconds, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
  }
  const found = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
  const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
  return {
    suite,
    seconds,
    passed: found.numPassedTests,
    // Jest can fail with every test green, for example when a worker dies.
    failed: failed === 0 && !well ? 1 : failed,
    skipped: found.numPendingTests + found.numTodoTests,
  };
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

mkdirSync(reports, { recursive: true });
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
