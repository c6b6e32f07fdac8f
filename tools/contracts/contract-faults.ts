import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tag of the commit whose protos and migrations later ones must be compatible with. */
export const releasedContracts = 'contracts-1';

const protos = ['buf.yaml', 'proto', 'third_party'];
/** Files whose SQL databases have run: a change would never reach them. */
const migrations = [
  'apps/*/src/store/migrations/*.ts',
  'libs/store/src/foundation.ts',
  'libs/documents/src/store/document-table.ts',
  'libs/overrides/src/store/override-table.ts',
];

/**
 * Compares the protos and migrations of the working tree with the released ones.
 *
 * @param root of the repository
 * @returns one line for each incompatible change; undefined if the clone does not have the tag, as a shallow clone does not
 * @throws Error if git or buf cannot compare them
 */
export function contractFaults(root: string): string[] | undefined {
  const tag = `refs/tags/${releasedContracts}`;
  if (run(root, ['git', 'rev-parse', '--quiet', '--verify', `${tag}^{commit}`]).status !== 0) return undefined;
  return [...protoFaults(root, tag), ...migrationFaults(root, tag)];
}

function protoFaults(root: string, tag: string): string[] {
  // Extracted here, since buf cannot clone from a worktree.
  const released = mkdtempSync(join(tmpdir(), 'waystation-contracts-'));
  try {
    const archive = join(released, 'contracts.tar');
    must(run(root, ['git', 'archive', `--output=${archive}`, tag, ...protos]));
    must(run(released, ['tar', '-xf', archive, '-C', released]));
    const compared = run(root, ['buf', 'breaking', '--against', released]);
    // Code 100: buf found incompatible changes.
    if (compared.status !== 100) must(compared);
    return linesOf(compared.stdout);
  } finally {
    rmSync(released, { recursive: true });
  }
}

function migrationFaults(root: string, tag: string): string[] {
  const specs = migrations.map((pattern) => `:(glob)${pattern}`);
  const changed = must(
    run(root, ['git', 'diff', '--name-only', '--no-renames', '--diff-filter=MDT', tag, '--', ...specs]),
  );
  return linesOf(changed).map((file) => `${file}: a released migration was changed. Restore it and add a later one.`);
}

interface Run {
  command: string;
  status: number | null;
  stdout: string;
  stderr: string;
}

function run(cwd: string, [program = '', ...args]: readonly string[]): Run {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (error) throw new Error(`${program} cannot run`, { cause: error });
  return { command: [program, ...args].join(' '), status, stdout, stderr };
}

/** @returns the output. @throws Error for a command that failed */
function must({ command, status, stdout, stderr }: Run): string {
  if (status !== 0) throw new Error(`${command} failed: ${stderr || stdout}`);
  return stdout;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
