import { Unavailable } from '@waystation/model';
import { poolLimits, RenderPool } from './render-pool.ts';

/** Use of a pool that others may use too. */
export interface PoolUse extends Pick<RenderPool, 'render'> {
  /**
   * Ends the use. Later documents of this user are refused. The last user closes the pool, which refuses the documents
   * that are not finished.
   */
  leave(): Promise<void>;
}

interface Shared {
  pool: RenderPool;
  users: number;
}

const shared = new Map<number, Shared>();

/**
 * Pool of this process for a number of threads. Services that run in one process get the same pool, so that the process
 * has one thread with fonts (some 90 MB) instead of one for each service.
 *
 * @param threads documents rendered at the same time
 * @param script replaces the worker script in tests
 */
export function usePool(threads: number = poolLimits.threads, script?: URL): PoolUse {
  const found = shared.get(threads) ?? { pool: new RenderPool({ threads }, script), users: 0 };
  shared.set(threads, found);
  found.users += 1;
  let hasLeft = false;
  return {
    render: (...request) =>
      hasLeft ? Promise.reject(new Unavailable('DOCUMENTS_BUSY')) : found.pool.render(...request),
    async leave() {
      if (hasLeft) return;
      hasLeft = true;
      found.users -= 1;
      if (found.users > 0) return;
      shared.delete(threads);
      await found.pool.close();
    },
  };
}
