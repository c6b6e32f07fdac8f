import { Counter, Gauge, Histogram, Registry, type Metric } from 'prom-client';
import type { CounterDefinition, GaugeDefinition, HistogramDefinition, MetricDefinition } from './definitions.ts';
import { Metrics, type Readings } from './service-metrics.ts';
import { measureProcess } from './process-metrics.ts';

/**
 * Metrics of a process. Several services of a process share the metrics and differ by the label `service`; the object is
 * passed to them, so that two processes in one test do not share anything.
 */
export class MetricsRegistry {
  readonly #registry = new Registry();
  readonly #metrics = new Map<string, Metric>();
  readonly #readers = new Map<string, { service: string; read: () => Readings<string> }[]>();
  readonly #endProcessMetrics: () => void;

  constructor() {
    this.#endProcessMetrics = measureProcess(this.#registry);
  }

  /** The metrics as one service writes them. @param name of the service: `workshop` */
  of(name: string): Metrics {
    return new Metrics(name, this);
  }

  /** Media type of `text`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in Prometheus' text format. @throws the error of a gauge that cannot be read */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** Ends the measurement of the event loop. */
  close(): void {
    this.#endProcessMetrics();
  }

  /** The counter of a definition; made by the first service that writes it. */
  counter(definition: CounterDefinition): Counter {
    return this.#shared(definition, (options) => new Counter(options));
  }

  /** The histogram of a definition; made by the first service that writes it. */
  histogram(definition: HistogramDefinition): Histogram {
    return this.#shared(definition, (options) => new Histogram({ ...options, buckets: [...definition.buckets] }));
  }

  /** Reads a gauge of a service at each scrape from now on. */
  read(definition: GaugeDefinition, service: string, read: () => Readings<string>): void {
    const readers = this.#readers.get(definition.name);
    if (readers) return void readers.push({ service, read });
    const all = [{ service, read }];
    this.#readers.set(definition.name, all);
    this.#shared(
      definition,
      (options) =>
        new Gauge({
          ...options,
          collect() {
            // Values that are gone, such as those of a partition that another process consumes now, must disappear.
            this.reset();
            for (const { service, read } of all) {
              for (const [labels, value] of read()) this.set({ service, ...labels }, value);
            }
          },
        }),
    );
  }

  #shared<M extends Metric>(
    { name, help, labels }: MetricDefinition,
    make: (options: { name: string; help: string; labelNames: string[]; registers: Registry[] }) => M,
  ): M {
    const options = { name, help, labelNames: ['service', ...labels], registers: [this.#registry] };
    const metric = this.#metrics.get(name) ?? make(options);
    this.#metrics.set(name, metric);
    return metric as M;
  }
}
