// Rules by folder. Run it through nx (npm run lint): the check of imports between projects needs nx's graph and reports nothing without it.
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import waystation from './tools/lint/plugin.ts';
import * as textParser from './tools/lint/text-parser.ts';

const specs = ['**/*.spec.ts'];
const steps = ['apps/*/src/{use-cases,reactions}/**/*.ts'];
const model = ['{apps,libs}/*/src/model/**/*.ts'];
const texts = ['**/*.{md,proto,yml,yaml}', '**/texts/*.json'];

/** Projects that each library may import; a lower one never imports a higher one. Specs start real processes with `stack`. */
const mayImport = {
  'lib:model': [],
  'lib:contracts': [],
  'lib:stack': [],
  'lib:metrics': [],
  'lib:names': ['lib:contracts'],
  'lib:store': ['lib:metrics', 'lib:model', 'lib:stack'],
  'lib:standard': ['lib:model', 'lib:contracts', 'lib:stack'],
  'lib:pricing': ['lib:model', 'lib:contracts', 'lib:stack'],
  'lib:events': ['lib:metrics', 'lib:model', 'lib:contracts', 'lib:store', 'lib:stack'],
  'lib:call': [
    'lib:metrics',
    'lib:model',
    'lib:names',
    'lib:contracts',
    'lib:store',
    'lib:events',
    'lib:standard',
    'lib:stack',
  ],
  'lib:documents': ['lib:metrics', 'lib:model', 'lib:contracts', 'lib:store', 'lib:call', 'lib:stack'],
  'lib:overrides': ['lib:model', 'lib:contracts', 'lib:store', 'lib:call', 'lib:stack'],
  'lib:reference': ['lib:model', 'lib:contracts', 'lib:pricing', 'lib:store', 'lib:events', 'lib:stack'],
  'lib:service': [
    'lib:metrics',
    'lib:model',
    'lib:contracts',
    'lib:store',
    'lib:events',
    'lib:call',
    'lib:standard',
    'lib:stack',
  ],
  'lib:drive': ['lib:model', 'lib:names', 'lib:contracts', 'lib:standard', 'lib:pricing', 'lib:stack'],
  'lib:testing': ['lib:*'],
  'app:*': ['lib:*'],
  tests: ['lib:*'],
  tools: ['lib:*'],
};

/** Rule on imports between projects. @param allow packages that may be imported in addition */
const boundaries = (allow) => [
  'error',
  {
    allow,
    banTransitiveDependencies: false,
    enforceBuildableLibDependency: false,
    depConstraints: Object.entries(mayImport).map(([sourceTag, tags]) => ({
      sourceTag,
      onlyDependOnLibsWithTags: tags,
    })),
  },
];
const apps = globSync('apps/*/', { cwd: import.meta.dirname }).map((folder) => `@waystation/${basename(folder)}`);

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '.*/**',
      '!.github/**',
      'libs/contracts/src/gen/**',
      '**/*.gen.ts',
      // Generated from protos and code, where their words are checked.
      'docs/{flows,reference}/**',
      'third_party/**/*.proto',
      'tools/lint/fixtures/**',
    ],
  },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    extends: [tseslint.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@nx': nx, waystation },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-async-promise-executor': 'error',
      'no-constant-binary-expression': 'error',
      'no-debugger': 'error',
      'no-empty': 'error',
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-unsafe-finally': 'error',
      'no-unused-private-class-members': 'error',
      'no-useless-catch': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'waystation/file-name': 'error',
      'waystation/no-empty-catch': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    // One program for all files: one per project takes 50 % longer, and loads this one as well for the specs.
    languageOptions: { parserOptions: { project: ['tsconfig.spec.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },

  // Words: the project's English, in code and in files without code.
  { files: texts, languageOptions: { parser: textParser }, plugins: { waystation } },
  {
    files: ['**/*.{ts,tsx,js,mjs}', ...texts],
    rules: { 'waystation/plain-words': 'error' },
  },

  // Between projects.
  {
    files: ['{apps,libs,tests,tools}/**/*.{ts,tsx}'],
    rules: { '@nx/enforce-module-boundaries': boundaries([]) },
  },
  {
    // All services in one process: the only project that imports apps.
    files: ['apps/all/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries(apps) },
  },

  // Packages that only some folders of apps and libs may use.
  {
    files: ['{apps,libs}/**/*.{ts,tsx}'],
    ignores: ['apps/*/src/store/**', 'libs/store/**'],
    rules: { 'waystation/orm-in-store': 'error' },
  },
  {
    files: ['{apps,libs}/**/*.{ts,tsx}'],
    ignores: ['libs/{store,stack,testing}/**'],
    rules: { 'waystation/pg-in-libs': 'error' },
  },
  {
    files: ['{apps,libs}/**/*.{ts,tsx}'],
    ignores: ['libs/{events,stack}/**'],
    rules: { 'waystation/kafka-in-events': 'error' },
  },
  {
    files: ['{apps,libs}/**/*.{ts,tsx}'],
    ignores: [
      '{apps,libs}/*/src/{store,queries}/**',
      'libs/{store,events,call,testing,stack}/**',
      '**/*.spec.ts',
      '{apps,libs}/*/testing/**',
    ],
    rules: { 'waystation/sql-in-store': 'error' },
  },
  {
    files: ['{apps,libs}/**/*.{ts,tsx}'],
    ignores: ['libs/stack/**'],
    rules: { 'no-console': 'error' },
  },

  // Folders of an app.
  {
    files: ['apps/**/*.{ts,tsx}'],
    rules: { 'waystation/no-barrels': 'error' },
  },
  {
    files: ['{apps,libs}/**/*.{ts,tsx}'],
    ignores: [...specs, '{apps,libs}/*/testing/**', 'libs/{stack,testing,drive}/**'],
    rules: { 'waystation/tests-stay-out': 'error' },
  },
  {
    files: ['{apps,tools}/**/*.{ts,tsx,js,mjs}'],
    rules: { 'waystation/catch-rethrows': 'error' },
  },
  {
    // End-to-end, fault and load tests import modules and builders of apps directly and belong to no app.
    files: ['tests/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off', 'waystation/file-name': 'off' },
  },
  {
    files: model,
    ignores: specs,
    rules: {
      'waystation/model-imports': 'error',
      'waystation/model-is-sync': 'error',
      'waystation/model-shape': 'error',
      'waystation/values-come-in': 'error',
    },
  },
  {
    files: steps,
    ignores: specs,
    rules: {
      'waystation/step-imports': 'error',
      'waystation/step-calls-no-step': 'error',
      'waystation/step-without-try': 'error',
      'waystation/values-come-in': 'error',
    },
  },
  {
    files: ['apps/*/src/{use-cases,reactions,queries}/*.ts'],
    ignores: specs,
    rules: { 'waystation/step-name': 'error' },
  },
);
