// node tools/generate/code.ts: generates the code that is not committed, by Nx. Starting Nx takes seconds, so this is skipped
// if inputs and outputs have not changed since the last run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generatedCode, manifestOf } from '../nx/generated-code.ts';

const root = resolve(import.meta.dirname, '../..');
const record = join(root, '.cache/generated-code');

/** Hash of the sources and the generated code. Hashes the content, because a checkout changes file times. */
function state(): string {
  const hash = createHash('sha256').update(JSON.stringify(generatedCode));
  for (const { files, packages, outputs } of Object.values(generatedCode)) {
    const patterns = [...files, ...packages.map(manifestOf), ...outputs, ...outputs.map((path) => `${path}/**/*`)];
    const found = globSync(patterns, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const path of found.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
      hash.update(path).update('\0').update(readFileSync(path)).update('\0');
    }
  }
  return hash.digest('hex');
}

if (!existsSync(record) || readFileSync(record, 'utf8') !== state()) {
  // On stderr, since a program may read the output of the command.
  console.error('Generating code ...');
  const nx = spawnSync('nx', ['run-many', '-t', 'generate', '--outputStyle=static'], { cwd: root, encoding: 'utf8' });
  if (nx.status !== 0) {
    console.error(`The code could not be generated:\n${nx.error?.message ?? `${nx.stdout}${nx.stderr}`}`);
    process.exit(1);
  }
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, state());
}
