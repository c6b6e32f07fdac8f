// Jest runs this once before all workers: it starts one PostgreSQL for all files of a run. Jest loads this module with
// plain Node, which cannot resolve the sources of the workspace, so it imports by file name.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const stack = new URL('../../stack/src/index.ts', import.meta.url).href;

export default async function setUp(): Promise<void> {
  if (process.env['WAYSTATION_TEST_POSTGRES_URL']) return;
  const { startPostgres, removeHome } = (await import(stack)) as typeof import('@waystation/stack');
  const home = mkdtempSync(join(tmpdir(), 'waystation-tests-'));
  const postgres = await startPostgres({
    home,
    fsync: false,
    maxConnections: 100,
    settings: { synchronous_commit: 'off', autovacuum: false, jit: false },
  });
  process.env['WAYSTATION_TEST_POSTGRES_URL'] = postgres.url('postgres');
  (globalThis as { stopTestCluster?: () => Promise<void> }).stopTestCluster = async () => {
    await postgres.stop();
    removeHome(home);
  };
}
