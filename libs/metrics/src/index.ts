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
export { Metrics, MetricsRegistry, type Readings } from './metrics-registry.ts';
export { processMetrics } from './process-metrics.ts';
