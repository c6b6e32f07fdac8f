// Nx targets of every project, so that no project.json repeats them. Nx loads this file itself (see nx.json).
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CreateNodes, ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { generatedCode, manifestOf } from './generated-code.ts';
import { jest, reportOf, reports } from './jest.ts';

const tsc = 'node node_modules/typescript7/bin/tsc';

function command(line: string, more: TargetConfiguration): TargetConfiguration {
  return { executor: 'nx:run-commands', options: { command: line, cwd: '.' }, ...more };
}

/** Targets that read sources depend on all generated code, since the linter reads types of every project. */
const dependsOn = [
  { target: 'generate', projects: Object.keys(generatedCode).map((root) => `@waystation/${basename(root)}`) },
];

function lint(paths: string, inputs: string[]): TargetConfiguration {
  return command(`eslint --max-warnings 0 ${paths}`, { dependsOn, cache: true, inputs: [...inputs, 'rules'] });
}

/** Command line for jest; the folder of its report has to exist. */
function reporting(suite: string, project: string, ...options: string[]): string {
  return `mkdir -p ${reports}/${suite} && ${[...jest(suite, reportOf(suite, project)), ...options].join(' ')}`;
}

/** Target for specs that start PostgreSQL, Kafka or services: never cached, and one run at a time. */
function onEngines(line: string, more: TargetConfiguration = { dependsOn }): TargetConfiguration {
  return command(line, { cache: false, parallelism: false, ...more });
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
  // One PostgreSQL for all projects.
  'int-all': onEngines(reporting('int', 'all', '--maxWorkers=100%')),
};

/** These suites run the built services. */
const onServices = { dependsOn: [{ target: 'build', projects: ['@waystation/*'] }] };
const ofTests = {
  faults: onEngines(reporting('faults', 'all'), onServices),
  e2e: onEngines(reporting('e2e', 'all'), onServices),
};

const across: Record<string, Record<string, TargetConfiguration>> = { tools: ofTools, tests: ofTests };

/** Inputs of unit tests that differ from the default, the project and its libraries. */
const readBySpecs: Record<string, string[]> = {
  tools: ['default', '^default', '{workspaceRoot}/{package,tsconfig}.json'],
  // Fixtures import libraries but are never compiled.
  'tools/lint': ['default', 'rules', '{workspaceRoot}/{apps,libs}/*/package.json'],
};

const inWorkspace = (path: string) => `{workspaceRoot}/${path}`;

/** Git ignores generated code, so Nx does not hash it; the inputs of its generation are hashed instead. */
function namedInputsOf(root: string): ProjectConfiguration['namedInputs'] {
  const code = generatedCode[root];
  if (!code) return {};
  const versions = { runtime: `cat ${code.packages.map(manifestOf).join(' ')}` };
  return { generated: [...code.files.map(inWorkspace), versions] };
}

function targetsOf(root: string, workspaceRoot: string): Record<string, TargetConfiguration> {
  const has = (pattern: string) => globSync(join(workspaceRoot, root, pattern)).length > 0;
  const targets: Record<string, TargetConfiguration> = { ...across[root] };

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
    const project = root.replace('/', '-');
    // The rules of the linter are a project within tools.
    const only = root === 'tools' ? [`--testPathPatterns '/tools/(?!lint/)'`] : [];
    targets['unit'] = command(reporting('unit', project, '--runInBand', '--roots', root, ...only), {
      dependsOn,
      cache: true,
      inputs: [...(readBySpecs[root] ?? ['default', '^default']), 'suite'],
      outputs: [inWorkspace(reportOf('unit', project))],
    });
  }
  if (has('**/*.int.spec.ts')) targets['int'] = onEngines([...jest('int'), '--roots', root].join(' '));
  return targets;
}

export const name = 'waystation-targets';

export const createNodes: CreateNodes = [
  '{apps/*/package.json,libs/*/package.json,{tests,tools,tools/lint}/project.json}',
  (files, _options, context) =>
    files.map((file) => {
      const root = dirname(file);
      const projectType = root.startsWith('libs/') ? 'library' : 'application';
      const targets = targetsOf(root, context.workspaceRoot);
      return [file, { projects: { [root]: { root, projectType, namedInputs: namedInputsOf(root), targets } } }];
    }),
];
