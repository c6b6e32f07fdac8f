import { gauge, type Metrics } from '@waystation/metrics';
import type { Database } from './database.ts';

/** Metrics of the database pools: `app` for steps and queries, `relay` for outbox, cursors and timers. */
export const storeMetrics = {
  connections: gauge('waystation_database_connections', 'Connections of a pool by state: used or idle', [
    'pool',
    'state',
  ]),
  connectionsMax: gauge('waystation_database_connections_max', 'Limit of the connections of a pool', ['pool']),
  waiting: gauge('waystation_database_waiting', 'Runs that wait for a connection of a pool', ['pool']),
};

const pools = ['app', 'relay'] as const;

/** Shows the pools of a database from now on. */
export function measurePools(database: Database, metrics: Metrics): void {
  metrics.gauge(storeMetrics.connections, () =>
    pools.flatMap((pool) => {
      const { totalCount, idleCount } = database[pool];
      return [
        [{ pool, state: 'used' }, totalCount - idleCount],
        [{ pool, state: 'idle' }, idleCount],
      ] as const;
    }),
  );
  metrics.gauge(storeMetrics.connectionsMax, () => pools.map((pool) => [{ pool }, database[pool].options.max]));
  metrics.gauge(storeMetrics.waiting, () => pools.map((pool) => [{ pool }, database[pool].waitingCount]));
}
