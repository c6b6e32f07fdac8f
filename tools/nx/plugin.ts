// Nx targets of every project, so that no project.json repeats them. Nx loads this file itself (see nx.json).
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CreateNodes, ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { generatedCode, manifestOf } from './generated-code.ts';

const tsc = 'node node_modules/typescript7/bin/tsc';
const jest = 'node --disable-warning=ExperimentalWarning --experimental-vm-modules node_modules/jest/bin/jest.js';

function command(line: string, more: TargetConfiguration): TargetConfiguration {
  return { executor: 'nx:run-commands', options: { command: line, cwd: '.' }, ...more };
}

/** What reads sources needs the code that is not committed, whatever its own project imports: the linter reads all types. */
const dependsOn = [
  { target: 'generate', projects: Object.keys(generatedCode).map((root) => `@waystation/${basename(root)}`) },
];

function lint(paths: string, inputs: string[]): TargetConfiguration {
  return command(`eslint --max-warnings 0 ${paths}`, { dependsOn, cache: true, inputs: [...inputs, 'rules'] });
}

/** Targets across projects. Linting the whole workspace at once takes a fraction of the time of linting each project. */
const ofTools = {
  // Through nx: the rule on imports between projects reads its graph.
  'lint-paths': command('eslint --max-warnings 0 {args.paths}', { dependsOn }),
  'lint-all': lint('.', [
    '{workspaceRoot}/{apps,libs,tests,third_party,tools}/**/*',
    '{workspaceRoot}/{docs,.github}/**/*',
    '{workspaceRoot}/*.{js,json,md,yaml}',
    'shared',
  ]),
};

const inWorkspace = (path: string) => `{workspaceRoot}/${path}`;

/** Git, and so Nx, does not see generated code among a project's files: its inputs stand for it. */
function namedInputsOf(root: string): ProjectConfiguration['namedInputs'] {
  const code = generatedCode[root];
  if (!code) return {};
  const versions = { runtime: `cat ${code.packages.map(manifestOf).join(' ')}` };
  return { generated: [...code.files.map(inWorkspace), versions] };
}

function targetsOf(root: string, workspaceRoot: string): Record<string, TargetConfiguration> {
  const has = (pattern: string) => globSync(join(workspaceRoot, root, pattern)).length > 0;
  const targets: Record<string, TargetConfiguration> = root === 'tools' ? { ...ofTools } : {};

  const code = generatedCode[root];
  if (code) {
    targets['generate'] = command(code.command, {
      cache: true,
      inputs: ['generated'],
      outputs: code.outputs.map(inWorkspace),
    });
  }
  if (root !== 'tools' && has('tsconfig.json')) {
    targets['build'] = command(`rm -rf ${root}/dist && ${tsc} -p ${root}/tsconfig.json`, {
      dependsOn: ['generate', '^build'],
      cache: true,
      inputs: ['product', '^product'],
      outputs: ['{projectRoot}/dist'],
    });
  }
  targets['lint'] = lint(root, ['default', '^default']);
  if (has('**/*.unit.spec.ts')) {
    targets['unit'] = command(`${jest} --selectProjects unit --testPathPatterns '/${root}/'`, {
      dependsOn,
      cache: true,
      inputs: ['default', '^default', 'suite', ...(root === 'tools' ? ['rules'] : [])],
    });
  }
  if (has('**/*.int.spec.ts')) {
    // Each run starts a PostgreSQL, so never from the cache and never two at once.
    targets['int'] = command(`${jest} --selectProjects int --testPathPatterns '/${root}/'`, {
      dependsOn,
      cache: false,
      parallelism: false,
    });
  }
  return targets;
}

export const name = 'waystation-targets';

export const createNodes: CreateNodes = [
  '{apps/*/package.json,libs/*/package.json,tools/project.json,tests/project.json}',
  (files, _options, context) =>
    files.map((file) => {
      const root = dirname(file);
      const projectType = root.startsWith('libs/') ? 'library' : 'application';
      const targets = targetsOf(root, context.workspaceRoot);
      return [file, { projects: { [root]: { root, projectType, namedInputs: namedInputsOf(root), targets } } }];
    }),
];
