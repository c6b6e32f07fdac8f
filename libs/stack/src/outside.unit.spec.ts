import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNotRemove } from './outside.ts';
import { recordProcess } from './stale.ts';

const home = mkdtempSync(join(tmpdir(), 'waystation-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('a folder is removed as a home only if it is one, and nobody runs in it', () => {
  expect(whyNotRemove(join(home, 'nowhere'))).toBe(`There is no ${join(home, 'nowhere')}.`);
  expect(whyNotRemove(home)).toMatch(/is no home of a stack: nothing in it was deleted/);
  mkdirSync(join(home, 'secrets'));
  expect(whyNotRemove(home)).toBeUndefined();
  recordProcess(join(home, 'kafka.pid'), process.pid);
  expect(whyNotRemove(home)).toBe(`${home} is in use: stop process ${process.pid} first.`);
});
