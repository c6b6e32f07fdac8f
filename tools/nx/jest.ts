/** Folder for jest's reports; `npm test` sums up those of a suite. */
export const reports = '.cache/test';

/** Path of the report of a suite, or of its specs in a project. */
export const reportOf = (suite: string, project: string) => `${reports}/${suite}/${project}.json`;

/** Command that runs a suite of jest.config.js. @param report file to write; its folder has to exist */
export function jest(suite: string, report?: string): string[] {
  return [
    'node',
    '--disable-warning=ExperimentalWarning',
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    // Fails a test that hangs, but not one that is slow on a busy machine.
    '--testTimeout=20000',
    '--selectProjects',
    suite,
    ...(report === undefined ? [] : ['--json', '--outputFile', report]),
  ];
}
