import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { mappedStack } from './mapped-stack.ts';

const root = mkdtempSync(join(tmpdir(), 'waystation-stack-'));
const urlOf = (path: string) => pathToFileURL(join(root, path)).href;
mkdirSync(join(root, 'dist'));
// Line 1, column 1 of job.js is line 3, column 5 of job.ts.
const map = { version: 3, file: 'job.js', sources: ['../src/job.ts'], names: [], mappings: 'AAEI' };
writeFileSync(join(root, 'dist/job.js.map'), JSON.stringify(map));
writeFileSync(join(root, 'dist/half.js.map'), '{"version":');

afterAll(() => rmSync(root, { recursive: true }));

test('a stack names the lines of the sources', () => {
  const stack = `Error: no\n    at Job.start (${urlOf('dist/job.js')}:1:1)\n    at ${urlOf('dist/job.js')}:1:1`;
  expect(mappedStack(stack)).toBe(
    `Error: no\n    at Job.start (${urlOf('src/job.ts')}:3:5)\n    at ${urlOf('src/job.ts')}:3:5`,
  );
});

test('a frame without a readable map stays as it is', () => {
  const stack = `Error: no\n    at ${urlOf('dist/other.js')}:1:1\n    at ${urlOf('dist/half.js')}:1:1\n    at node:fs:1:1`;
  expect(mappedStack(stack)).toBe(stack);
});
