import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNotRemove } from './outside.ts';
import { recordProcess } from './stale.ts';

const home = mkdtempSync(join(tmpdir(), 'waystation-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('whyNotRemove permits only a home without running processes', () => {
  expect(whyNotRemove(join(home, 'nowhere'))).toBe(`${join(home, 'nowhere')} does not exist.`);
  expect(whyNotRemove(home)).toMatch(/is not a home of a stack\. Nothing in it was deleted/);
  mkdirSync(join(home, 'secrets'));
  expect(whyNotRemove(home)).toBeUndefined();
  recordProcess(join(home, 'kafka.pid'), process.pid);
  expect(whyNotRemove(home)).toBe(`${home} is in use. Stop process ${process.pid} first.`);
});
