import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeHome, startPostgres, type Postgres } from '@waystation/stack';

let own: Promise<{ home: string; postgres: Postgres }> | undefined;
let users = 0;

/** PostgreSQL in which tests create their databases. */
export interface TestCluster {
  /** Address for the superuser. */
  readonly url: string;
  /** Stops it after its last user, if it was started here. */
  release(): Promise<void>;
}

/**
 * Cluster named by `WAYSTATION_TEST_POSTGRES_URL`, which Jest's global set-up sets; otherwise a cluster for this test file
 * only, started on first use.
 */
export async function testCluster(): Promise<TestCluster> {
  const given = process.env['WAYSTATION_TEST_POSTGRES_URL'];
  if (given) return { url: given, release: async () => {} };
  users += 1;
  own ??= startThrowaway();
  const { postgres } = await own;
  return {
    url: postgres.url('postgres'),
    release: async () => {
      users -= 1;
      if (users > 0 || !own) return;
      const { home, postgres: last } = await own;
      own = undefined;
      await last.stop();
      removeHome(home);
    },
  };
}

/** Starts a PostgreSQL without durability, for data that is thrown away. */
export async function startThrowaway(): Promise<{ home: string; postgres: Postgres }> {
  const home = mkdtempSync(join(tmpdir(), 'waystation-tests-'));
  const settings = { synchronous_commit: 'off', autovacuum: false, jit: false };
  return { home, postgres: await startPostgres({ home, fsync: false, maxConnections: 100, settings }) };
}
