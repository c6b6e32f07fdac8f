// Test suites in running order, with their time budgets on two cores.

export interface Suite {
  name: string;
  /** Seconds on two quiet cores; a longer run prints a warning. */
  budget: number;
  /** Part of `npm run check`, which must stay under 90 s in total. */
  fast: boolean;
  command: string[];
  /** Command for some files or folders; jest suites need none. */
  only?: (paths: readonly string[]) => string[];
  /** Command that fixes most findings. */
  mend?: string;
  /** Counts its tests; a suite without jest counts as one. */
  jest?: boolean;
  /** Skipped while no file matches. */
  needs?: string;
}

const jest = (project: string) => [
  'node',
  '--disable-warning=ExperimentalWarning',
  '--experimental-vm-modules',
  'node_modules/jest/bin/jest.js',
  // Fails a test that hangs, but not one that is slow on a busy machine.
  '--testTimeout=20000',
  '--selectProjects',
  project,
];

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
  {
    name: 'generated',
    budget: 10,
    fast: true,
    command: ['npm', 'run', '--silent', 'generate', '--', '--check'],
    mend: 'npm run generate',
  },
  { name: 'unit', budget: 60, fast: true, jest: true, command: jest('unit') },
  { name: 'build', budget: 60, fast: false, command: ['npm', 'run', '--silent', 'build'] },
  { name: 'int', budget: 180, fast: false, jest: true, command: jest('int') },
  { name: 'faults', budget: 180, fast: false, jest: true, command: jest('faults') },
  { name: 'e2e', budget: 120, fast: false, jest: true, needs: 'tests/e2e/**/*.spec.ts', command: jest('e2e') },
];
