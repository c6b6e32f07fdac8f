// Generates files from their sources.
//   npm run generate              writes it
//   npm run generate -- --check   writes nothing; fails with a list of outdated files
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fontCoverage } from '@waystation/documents/font-coverage';
import { eventCodecs } from './event-codecs.ts';

interface Generator {
  name: string;
  /** Files and folders of this generator alone; files that it no longer writes are removed. */
  owns: string[];
  /** Writes everything that it owns below `target`, at the same paths as in the repository. */
  write: (target: string) => void;
}

const root = resolve(import.meta.dirname, '../..');

/** Runs a program of node_modules/.bin, which prints its own errors. */
function call(program: string, ...args: string[]): void {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`${[program, ...args].join(' ')} failed${error ? `: ${error.message}` : ''}.`);
  process.exit(1);
}

const generators: Generator[] = [
  {
    name: 'contracts',
    owns: ['libs/contracts/src/gen'],
    write: (target) => call('buf', 'generate', '--output', target),
  },
  {
    name: 'descriptors',
    owns: ['libs/contracts/descriptors.binpb'],
    write: (target) => {
      const file = join(target, 'libs/contracts/descriptors.binpb');
      mkdirSync(dirname(file), { recursive: true });
      call('buf', 'build', '--output', file);
    },
  },
  {
    name: 'event codecs',
    owns: ['libs/contracts/src/event-codecs.gen.ts'],
    write: (target) => {
      const text = eventCodecs(join(target, 'libs/contracts/descriptors.binpb'));
      writeFileSync(join(target, 'libs/contracts/src/event-codecs.gen.ts'), text);
    },
  },
  {
    name: 'font coverage',
    owns: ['libs/documents/src/coverage.gen.ts'],
    write: (target) => {
      mkdirSync(join(target, 'libs/documents/src'), { recursive: true });
      writeFileSync(join(target, 'libs/documents/src/coverage.gen.ts'), fontCoverage());
    },
  },
  {
    name: 'documents',
    owns: ['docs/flows', 'docs/reference'],
    // A separate process, because this one has loaded the contracts as they were before generation.
    write: (target) => call(process.execPath, '--conditions=waystation-source', 'tools/generate/documents.ts', target),
  },
];

function filesBelow(base: string, owned: string): string[] {
  if (!existsSync(join(base, owned))) return [];
  if (statSync(join(base, owned)).isFile()) return [owned];
  return globSync(`${owned}/**/*`, { cwd: base }).filter((path) => statSync(join(base, path)).isFile());
}

/** Differences between the repository and the generated files, one line each. */
function differences(generated: string, owned: string): string[] {
  const there = new Set(filesBelow(root, owned));
  const made = new Set(filesBelow(generated, owned));
  return [...new Set([...there, ...made])].sort().flatMap((path) => {
    if (!there.has(path)) return [`  missing   ${path}`];
    if (!made.has(path)) return [`  left over ${path}`];
    const same = readFileSync(join(root, path)).equals(readFileSync(join(generated, path)));
    return same ? [] : [`  differs   ${path}`];
  });
}

const check = process.argv.includes('--check');
const generated = mkdtempSync(join(tmpdir(), 'waystation-generated-'));
process.on('exit', () => rmSync(generated, { recursive: true, force: true }));

const differing: string[] = [];
for (const { name, owns, write } of generators) {
  const started = performance.now();
  write(generated);
  for (const owned of owns) {
    if (check) {
      differing.push(...differences(generated, owned));
    } else {
      rmSync(join(root, owned), { recursive: true, force: true });
      if (existsSync(join(generated, owned))) cpSync(join(generated, owned), join(root, owned), { recursive: true });
    }
  }
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
if (differing.length > 0) {
  console.error(`Generated files are outdated. Run npm run generate:\n${differing.join('\n')}`);
  process.exitCode = 1;
}
