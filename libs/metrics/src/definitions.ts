/** Metric of the platform: its name by Prometheus conventions, and its place in docs/reference/metrics.md. */
export interface MetricDefinition<Label extends string = string> {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Ends in its unit; a counter ends in `_total`. */
  readonly name: string;
  /** Meaning, in one sentence without a full stop. */
  readonly help: string;
  /** Labels besides `service`, each with a closed set of values: never a station, person or key. */
  readonly labels: readonly Label[];
}

export interface CounterDefinition<Label extends string = string> extends MetricDefinition<Label> {
  readonly type: 'counter';
}

export interface GaugeDefinition<Label extends string = string> extends MetricDefinition<Label> {
  readonly type: 'gauge';
}

export interface HistogramDefinition<Label extends string = string> extends MetricDefinition<Label> {
  readonly type: 'histogram';
  /** Upper bounds of the buckets, in the unit of the name. */
  readonly buckets: readonly number[];
}

/** Bounds for calls, in seconds: few, because each step and route has a series for each. */
export const callBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Defines a counter; its name ends in `_total`. */
export function counter<const Label extends string = never>(
  name: `waystation_${string}_total`,
  help: string,
  labels: readonly Label[] = [],
): CounterDefinition<Label> {
  return { type: 'counter', name, help, labels };
}

/** Defines a gauge, whose value is read when the metrics are scraped. */
export function gauge<const Label extends string = never>(
  name: `waystation_${string}`,
  help: string,
  labels: readonly Label[] = [],
): GaugeDefinition<Label> {
  return { type: 'gauge', name, help, labels };
}

/** Defines a histogram of durations in seconds. */
export function histogram<const Label extends string = never>(
  name: `waystation_${string}_seconds`,
  help: string,
  labels: readonly Label[] = [],
  buckets: readonly number[] = callBuckets,
): HistogramDefinition<Label> {
  return { type: 'histogram', name, help, labels, buckets };
}

/** Unit of a metric, by the end of its name; `1` for a number of things. */
export function unitOf({ name }: MetricDefinition): string {
  return /_(seconds|bytes)(_total)?$/.exec(name)?.[1] ?? '1';
}
