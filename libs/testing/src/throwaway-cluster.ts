import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeHome, startPostgres, type Postgres } from '@waystation/stack';

let own: Promise<{ home: string; postgres: Postgres }> | undefined;
let users = 0;

/** A PostgreSQL that tests make their databases in. */
export interface TestCluster {
  /** Its superuser's address. */
  readonly url: string;
  /** Ends it with its last user, if it was started here. */
  release(): Promise<void>;
}

/**
 * The cluster that `WAYSTATION_TEST_POSTGRES_URL` names, as Jest's global set-up does; else one that is started here when
 * it is first asked for, for this file of tests alone.
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

/** Nothing of it is to survive, so nothing is waited for. */
export async function startThrowaway(): Promise<{ home: string; postgres: Postgres }> {
  const home = mkdtempSync(join(tmpdir(), 'waystation-tests-'));
  const settings = { synchronous_commit: 'off', autovacuum: false, jit: false };
  return { home, postgres: await startPostgres({ home, fsync: false, maxConnections: 100, settings }) };
}
