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
export { Metrics, type Readings } from './service-metrics.ts';
