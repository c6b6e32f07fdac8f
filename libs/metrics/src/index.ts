export {
  callBuckets,
  counter,
  gauge,
  histogram,
  unitOf,
  type CounterDefinition,
  type GaugeDefinition,
  type HistogramDefinition,
  type MetricDefinition,
} from './definitions.ts';
export type { MetricsRegistry } from './metrics-registry.ts';
export { openRegistry } from './open-registry.ts';
export { Metrics, type Readings } from './service-metrics.ts';
