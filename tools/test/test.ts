// Runs the suites one after the other, goes on after a failing one, and says at the end how it went.
//   npm test                 all
//   npm run check            the fast ones
//   npm test -- unit int     those named
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

/** Resolves with whether it ended well. A check's output is held back and shown only if it did not. */
function runs({ command: [program = '', ...args], budget, jest }: Suite, more: string[]): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(program, [...args, ...more], {
      cwd: root,
      stdio: ['ignore', jest ? 'inherit' : 'pipe', jest ? 'inherit' : 'pipe'],
      timeout: budget * 10_000,
    });
    const held: Buffer[] = [];
    child.stdout?.on('data', (part: Buffer) => held.push(part));
    child.stderr?.on('data', (part: Buffer) => held.push(part));
    child.on('error', (error) => held.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code, signal) => {
      if (code !== 0) process.stdout.write(Buffer.concat(held));
      if (signal) console.log(`Ended by ${signal}; a suite may take ten times its budget of ${budget} s.`);
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

async function outcomeOf(suite: Suite): Promise<Outcome> {
  console.log(`\n── ${suite.name}`);
  const report = join(reports, `${suite.name}.json`);
  rmSync(report, { force: true });
  const started = performance.now();
  const workers = `--maxWorkers=${availableParallelism()}`;
  const well = await runs(suite, suite.jest ? ['--json', '--outputFile', report, workers] : []);
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
    // Jest can end badly with every test green: a worker that died, a coverage limit.
    failed: failed === 0 && !well ? 1 : failed,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}

function choose(names: string[]): Suite[] {
  const unknown = names.filter((name) => name !== 'check' && !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(`No suite ${unknown.join(', ')}; there are: ${suites.map(({ name }) => name).join(', ')}.`);
    process.exit(1);
  }
  const named = suites.filter(
    ({ name, fast }) => names.length === 0 || names.includes(name) || (fast && names.includes('check')),
  );
  return named.filter(({ needs }) => !needs || globSync(needs, { cwd: root }).length > 0);
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
for (const suite of choose(process.argv.slice(2))) outcomes.push(await outcomeOf(suite));

console.log(`\n${table(outcomes)}\n`);
for (const { suite, seconds } of outcomes) {
  if (seconds > suite.budget) {
    console.log(`WARNING: ${suite.name} took ${seconds.toFixed(1)} s, its budget is ${suite.budget} s.`);
  }
}
const failing = outcomes.filter(({ failed }) => failed > 0).map(({ suite }) => suite.name);
if (failing.length > 0) console.log(`Failed: ${failing.join(', ')}.`);
const sum = (of: 'passed' | 'failed') => outcomes.reduce((total, each) => total + each[of], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = failing.length > 0 ? 1 : 0;
