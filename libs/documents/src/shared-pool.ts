import { Unavailable } from '@waystation/model';
import { poolLimits, RenderPool, type RenderReport } from './render-pool.ts';

/** Use of a pool that others may use too. */
export interface PoolUse extends Pick<RenderPool, 'render'> {
  /** Calls the observer after each rendering of this user from now on. */
  observe(observer: (report: RenderReport) => void): void;
  /** Documents of this user that are requested and not finished. */
  readonly pending: number;
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
  let pending = 0;
  const observers: ((report: RenderReport) => void)[] = [];
  const report = (each: RenderReport) => observers.forEach((observer) => observer(each));
  return {
    observe: (observer) => void observers.push(observer),
    get pending() {
      return pending;
    },
    async render(key, data, limits) {
      if (hasLeft) throw new Unavailable('DOCUMENTS_BUSY');
      pending += 1;
      try {
        return await found.pool.render(key, data, { ...limits, report });
      } finally {
        pending -= 1;
      }
    },
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
