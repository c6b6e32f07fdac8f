// Jest runs this once, before all workers: one PostgreSQL for all files of a run. It is the only module here that jest loads
// by Node itself, which knows nothing of the workspace's own sources unless it is told, so it names the file.
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
