import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stateOfBuilt, stateOfSources } from './build.ts';

let root: string;

const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const states = () => ({ sources: stateOfSources(root), built: stateOfBuilt(root) });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waystation-build-'));
  write('package-lock.json', '{}');
  write('tools/nx/plugin.ts', '');
  write('apps/crm/src/main.ts', 'one');
  write('apps/crm/dist/main.js', 'one');
  write('libs/call/src/index.ts', 'one');
  write('libs/contracts/src/gen/waystation/crm/v1/service.ts', 'one');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the state of the build', () => {
  it('is the same while no file changes', () => {
    expect(states()).toEqual(states());
  });

  it.each(['apps/crm/src/main.ts', 'libs/call/src/new.ts', 'package-lock.json', 'tools/nx/plugin.ts'])(
    'has other sources after a change of %s',
    (path) => {
      const before = states();
      write(path, 'two');
      expect(states().sources).not.toBe(before.sources);
      expect(states().built).toBe(before.built);
    },
  );

  it('has other sources after a change that keeps size and modification time', () => {
    const path = 'apps/crm/src/main.ts';
    const at = new Date(1_700_000_000_000);
    utimesSync(join(root, path), at, at);
    const before = states();
    write(path, 'two');
    utimesSync(join(root, path), at, at);
    expect(states().sources).not.toBe(before.sources);
  });

  it('takes generated code for built, since each build writes it again', () => {
    const before = states();
    write('libs/contracts/src/gen/waystation/crm/v1/service.ts', 'two');
    expect(states().sources).toBe(before.sources);
    expect(states().built).not.toBe(before.built);
  });

  it('has other built files when one changes, goes, or is replaced', () => {
    const before = states();
    write('apps/crm/dist/other.js', 'one');
    const added = states();
    renameSync(join(root, 'apps/crm/dist/other.js'), join(root, 'apps/crm/dist/main.js'));
    const replaced = states();
    rmSync(join(root, 'apps/crm/dist'), { recursive: true });
    expect(new Set([before, added, replaced, states()].map(({ built }) => built)).size).toBe(4);
    expect(states().sources).toBe(before.sources);
  });
});
