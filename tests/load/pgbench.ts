import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Finds pgbench on PATH or in the folders of distributions. @throws Error that says how to install it */
export function findPgbench(): string {
  const onPath = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'pgbench'));
  const found = [...onPath, ...globSync('/usr/lib/postgresql/*/bin/pgbench').sort().reverse()].find(existsSync);
  if (!found)
    throw new Error(
      'pgbench is missing. Install it: apt-get install postgresql-contrib (or postgresql-client and postgresql)',
    );
  return found;
}

/**
 * Runs a script with pgbench, over prepared statements.
 *
 * @returns transactions per second
 * @throws Error with pgbench's output if a transaction failed
 */
export async function pgbench(options: {
  url: string;
  script: string;
  callers: number;
  seconds: number;
  variables?: Readonly<Record<string, string | number>>;
}): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'waystation-pgbench-'));
  try {
    const file = join(folder, 'script.sql');
    writeFileSync(file, options.script);
    const variables = Object.entries(options.variables ?? {}).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
    const [ended] = await Promise.allSettled([
      promisify(execFile)(
        findPgbench(),
        [
          '-n',
          '-M',
          'prepared',
          '-f',
          file,
          '-c',
          `${options.callers}`,
          '-j',
          '2',
          '-T',
          `${options.seconds}`,
          ...variables,
          options.url,
        ],
        { timeout: (options.seconds + 30) * 1000, maxBuffer: 1_000_000 },
      ),
    ]);
    // The message of the error repeats all arguments, which may be long.
    if (ended.status === 'rejected') throw new Error(`pgbench: ${(ended.reason as { stderr: string }).stderr}`);
    const { stdout } = ended.value;
    const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
    const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? '0';
    if (!rate || failed !== '0') throw new Error(`pgbench: ${failed} failed\n${stdout}`);
    return Number(rate);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
