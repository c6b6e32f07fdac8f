import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { MetricDefinition } from './definitions.ts';

/**
 * Interval of the event loop's measurements in milliseconds. On an idle process they cost 0.09 % of a core at 50 ms, and
 * 0.46 % at the default of 10 ms.
 */
const resolutionMs = 50;

/** Metrics of a process, under the names that dashboards for Prometheus and Node know; without the label `service`. */
export const processMetrics = {
  eventLoopDelay: {
    type: 'gauge',
    name: 'nodejs_eventloop_lag_seconds',
    help: 'Delay of the event loop since the previous scrape, as quantile 0.5, 0.99 and 1',
    labels: ['quantile'],
  },
  cpu: {
    type: 'counter',
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process, user and system',
    labels: [],
  },
  memory: {
    type: 'gauge',
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the process',
    labels: [],
  },
  started: {
    type: 'gauge',
    name: 'process_start_time_seconds',
    help: 'Start of the process in seconds since 1970',
    labels: [],
  },
  heapUsed: {
    type: 'gauge',
    name: 'nodejs_heap_size_used_bytes',
    help: 'Used heap of the main thread',
    labels: [],
  },
  heapTotal: {
    type: 'gauge',
    name: 'nodejs_heap_size_total_bytes',
    help: 'Reserved heap of the main thread',
    labels: [],
  },
  external: {
    type: 'gauge',
    name: 'nodejs_external_memory_bytes',
    help: 'Memory outside of the heap that the heap refers to, such as buffers',
    labels: [],
  },
} as const satisfies Record<string, MetricDefinition>;

/**
 * Adds the metrics of this process to a registry. Each value is read at the scrape. `collectDefaultMetrics` of prom-client is
 * not used: it reports the interval of its measurements as a delay, and observes each garbage collection.
 *
 * @returns a function that ends the measurement of the event loop
 */
export function measureProcess(registry: Registry): () => void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const optionsOf = ({ name, help, labels }: MetricDefinition) => ({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
  });
  const gauge = (definition: MetricDefinition, read: () => number) =>
    new Gauge({
      ...optionsOf(definition),
      collect() {
        this.set(read());
      },
    });

  new Gauge({
    ...optionsOf(processMetrics.eventLoopDelay),
    collect() {
      for (const quantile of [0.5, 0.99, 1]) {
        // The measured time contains the interval.
        const ms = delay.count === 0 ? 0 : delay.percentile(quantile * 100) / 1e6 - resolutionMs;
        this.set({ quantile: String(quantile) }, Math.max(0, ms) / 1_000);
      }
      delay.reset();
    },
  });
  new Counter({
    ...optionsOf(processMetrics.cpu),
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  gauge(processMetrics.memory, () => process.memoryUsage.rss());
  gauge(processMetrics.started, () => performance.timeOrigin / 1_000);
  gauge(processMetrics.heapUsed, () => process.memoryUsage().heapUsed);
  gauge(processMetrics.heapTotal, () => process.memoryUsage().heapTotal);
  gauge(processMetrics.external, () => process.memoryUsage().external);
  return () => void delay.disable();
}
