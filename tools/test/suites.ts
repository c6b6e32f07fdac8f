// Every suite, in the order in which it runs, and how long it may take on two cores.

export interface Suite {
  name: string;
  /** Seconds on two quiet cores; taking longer is a warning. */
  budget: number;
  /** A part of `npm run check`, which is to stay under 90 s in all. */
  fast: boolean;
  command: string[];
  /** The command for some files or folders alone; a jest suite needs none. */
  only?: (paths: readonly string[]) => string[];
  /** What mends most of its findings. */
  mend?: string;
  /** Counts as the tests it runs; a check counts as one. */
  jest?: boolean;
  /** Left out as long as nothing matches. */
  needs?: string;
}

const jest = (project: string) => [
  'node',
  '--disable-warning=ExperimentalWarning',
  '--experimental-vm-modules',
  'node_modules/jest/bin/jest.js',
  // A test that hangs is to fail; one that is slow since the machine does other things is not.
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
