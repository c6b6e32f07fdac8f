import { poolLimits, RenderPool } from './render-pool.ts';

interface Shared {
  pool: RenderPool;
  users: number;
}

/** By their number of threads. A thread holds the fonts, some 100 MB, so services in one process share them. */
const pools = new Map<number, Shared>();

/**
 * Pool that all services of this process use which ask for the same number of threads. Give it back by `giveBackPool`.
 *
 * @param threads documents that are rendered at the same time; one if left out
 */
export function takePool(threads = poolLimits.threads): RenderPool {
  const shared = pools.get(threads) ?? { pool: new RenderPool({ threads }), users: 0 };
  shared.users += 1;
  pools.set(threads, shared);
  return shared.pool;
}

/** Ends the pool's threads after the last service gave it back. */
export async function giveBackPool(pool: RenderPool): Promise<void> {
  const [threads, shared] = [...pools].find(([, each]) => each.pool === pool) ?? [];
  if (threads === undefined || !shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  pools.delete(threads);
  await pool.close();
}
