// Lints each fixture as if it were at its path below fails/ or passes/, and prints the findings as JSON. Runs as a separate
// process: jest's module registry makes eslint and nx several times slower.
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const workspace = resolve(import.meta.dirname, '../..');
const fixtures = join(import.meta.dirname, 'fixtures');

// In CI the parser reads files from disk instead of the given text, and no fixture is on disk at the path it is linted for.
process.env['TSESTREE_SINGLE_RUN'] = 'false';

const graphs = mkdtempSync(join(tmpdir(), 'waystation-graph-'));
process.env['NX_WORKSPACE_DATA_DIRECTORY'] = graphs;
process.on('exit', () => rmSync(graphs, { recursive: true, force: true }));

/** Writes the project graph for the rule on imports: the real one, and two apps that do not depend on each other. */
async function prepareGraph(): Promise<void> {
  const { createProjectGraphAsync } = await import('@nx/devkit');
  const graph = await createProjectGraphAsync({ exitOnError: false });
  for (const name of ['first', 'second']) {
    const packageName = `@waystation/${name}`;
    const js = { packageName, packageExports: { '.': './src/main.ts' }, isInPackageManagerWorkspaces: true };
    const data = { root: `apps/${name}`, tags: [`app:${name}`], metadata: { js } };
    graph.nodes[packageName] = { name: packageName, type: 'app', data };
    graph.dependencies[packageName] = [];
  }
  const kept = join(graphs, 'project-graph.json');
  writeFileSync(kept, JSON.stringify({ ...JSON.parse(readFileSync(kept, 'utf8')), ...graph }));
}

// No tsconfig includes the fixtures, so rules that need types are off.
const untyped = new ESLint({
  cwd: workspace,
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { project: false } },
      settings: { waystation: { protos: join(fixtures, 'proto') } },
    },
  ],
});
const typed = new ESLint({ cwd: workspace });

async function lint(linter: ESLint, text: string, path: string) {
  const results = await linter.lintText(text, { filePath: join(workspace, path) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
}

await prepareGraph();
const found = [];
for (const file of globSync('*/{fails,passes}/**/*.{ts,md,json}', { cwd: fixtures }).sort()) {
  const [rule = '', verdict = '', ...rest] = file.split(sep);
  const path = rest.join('/');
  const text = readFileSync(join(fixtures, file), 'utf8');
  // Rules that need types are linted in place of a file that exists.
  const linter = /^no-(floating|misused)-promises$/.test(rule) ? typed : untyped;
  found.push({ rule, verdict, path, broken: await lint(linter, text, path) });
}
process.stdout.write(JSON.stringify(found));
