// Test suites in running order, with their time budgets on two cores.
//
// Nx runs the unit tests project by project, so those of an unchanged project come from its cache: 2.5 s of processor time if
// nothing changed. All of them cost a tenth more that way than in one jest process (151 s against 135 s on a busy machine). A
// suite that starts PostgreSQL, Kafka or services is one target, which starts them once and never comes from the cache.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { jest, reportOf, reports } from '../nx/jest.ts';

export interface Suite {
  name: string;
  /** Seconds on two quiet cores; a longer run prints a warning. */
  budget: number;
  /** Part of `npm run check`, which must stay under 90 s in total. */
  fast: boolean;
  command: string[];
  /** Command for some files or folders. */
  only?: (paths: readonly string[]) => string[];
  /** Command that fixes most findings. */
  mend?: string;
  /** Folder of jest's reports; a suite without them counts as one test. */
  reports?: string;
  /** Skipped while no file matches. */
  needs?: string;
}

const cores = availableParallelism();
const streamed = '--outputStyle=stream-without-prefixes';

/** Suite of jest.config.js: run completely by an Nx target, or partly by jest. */
const tests = (name: string, ...nx: string[]) => ({
  name,
  command: ['nx', ...nx],
  only: (paths: readonly string[]) => [
    ...jest(name, reportOf(name, 'some')),
    `--maxWorkers=${cores}`,
    '--testPathPatterns',
    ...paths,
  ],
  reports: join(reports, name),
});

export const suites: Suite[] = [
  {
    name: 'format',
    budget: 20,
    fast: true,
    command: ['prettier', '--check', '--log-level', 'warn', '.'],
    only: (paths) => ['prettier', '--check', '--log-level', 'warn', ...paths],
    mend: 'npm run format',
  },
  {
    name: 'lint',
    budget: 60,
    fast: true,
    command: ['npm', 'run', '--silent', 'lint'],
    only: (paths) => ['nx', 'run', 'tools:lint-paths', '--paths', paths.join(' ')],
    mend: 'npm run lint:fix',
  },
  { name: 'types', budget: 15, fast: true, command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'proto', budget: 5, fast: true, command: ['npm', 'run', '--silent', 'lint:proto'], mend: 'npm run format' },
  { name: 'contracts', budget: 5, fast: true, command: ['npm', 'run', '--silent', 'contracts'] },
  {
    name: 'generated',
    budget: 10,
    fast: true,
    command: ['npm', 'run', '--silent', 'generate', '--', '--check'],
    mend: 'npm run generate',
  },
  {
    ...tests('unit', 'run-many', '--targets=unit', `--parallel=${cores}`, '--outputStyle=static'),
    budget: 60,
    fast: true,
  },
  { name: 'build', budget: 60, fast: false, command: ['npm', 'run', '--silent', 'build'] },
  { ...tests('int', 'run', 'tools:int-all', streamed), budget: 180, fast: false },
  { ...tests('faults', 'run', 'tests:faults', streamed), budget: 180, fast: false },
  { ...tests('e2e', 'run', 'tests:e2e', streamed), budget: 180, fast: false, needs: 'tests/e2e/**/*.spec.ts' },
];
