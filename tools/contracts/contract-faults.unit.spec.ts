import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { contractFaults, releasedContracts } from './contract-faults.ts';

const workspace = resolve(import.meta.dirname, '../..');
const proto = 'proto/waystation/parts/v1/events.proto';
const migration = 'apps/parts/src/store/migrations/0001-parts.ts';

const released = `syntax = "proto3";
package waystation.parts.v1;
message PartsShelved {
  string visit_id = 1;
  string clerk_id = 2;
}
message PartsReturned {
  string visit_id = 1;
}
service PartsService {
  rpc PickToShelf(PartsShelved) returns (PartsShelved);
}
`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waystation-contracts-spec-'));
  copyFileSync(join(workspace, 'buf.yaml'), join(root, 'buf.yaml'));
  write('third_party/empty.proto', 'syntax = "proto3";\n');
  write(proto, released);
  write(migration, 'export const sql = "create table part ()";\n');
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'Release');
});
afterEach(() => rmSync(root, { recursive: true }));

function git(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: root });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Faults after a change to the released proto. */
function afterChange(from: string, to: string): string[] | undefined {
  git('tag', releasedContracts);
  write(proto, released.replace(from, to));
  return contractFaults(root);
}

describe('The check of contracts', () => {
  it('accepts an added optional field, an added message and an added rpc', () => {
    const more =
      'string clerk_id = 2;\n  optional string shelf = 3;\n}\nmessage PartsCovered {\n  string visit_id = 1;';
    expect(afterChange('string clerk_id = 2;', more)).toEqual([]);
    const rpcs =
      'rpc PickToShelf(PartsShelved) returns (PartsShelved);\n  rpc Recount(PartsShelved) returns (PartsShelved);';
    write(proto, released.replace('rpc PickToShelf(PartsShelved) returns (PartsShelved);', rpcs));
    expect(contractFaults(root)).toEqual([]);
  });

  it.each([
    ['a renamed field', 'clerk_id', 'keeper_id', 'clerk_id'],
    ['another type of a field', 'string clerk_id', 'int32 clerk_id', 'type'],
    ['a removed field', '  string clerk_id = 2;\n', '', 'deleted'],
    ['a removed message', 'message PartsReturned {\n  string visit_id = 1;\n}\n', '', 'PartsReturned'],
    ['a removed rpc', '  rpc PickToShelf(PartsShelved) returns (PartsShelved);\n', '', 'deleted'],
  ])('refuses %s', (_, from, to, reason) => {
    const faults = afterChange(from, to);
    expect(faults).not.toEqual([]);
    expect(faults!.join()).toContain(reason);
  });

  it('refuses a changed or removed migration and accepts a later one', () => {
    git('tag', releasedContracts);
    write('apps/parts/src/store/migrations/0002-shelves.ts', 'export const sql = "create table shelf ()";\n');
    expect(contractFaults(root)).toEqual([]);
    write(migration, 'export const sql = "create table part (id uuid)";\n');
    const faults = [`${migration}: a released migration was changed. Restore it and add a later one.`];
    expect(contractFaults(root)).toEqual(faults);
    rmSync(join(root, migration));
    expect(contractFaults(root)).toEqual(faults);
  });

  it('compares nothing in a clone without the tag', () => {
    write(proto, '');
    expect(contractFaults(root)).toBeUndefined();
  });
});
