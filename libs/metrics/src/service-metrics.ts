import type { CounterDefinition, GaugeDefinition, HistogramDefinition } from './definitions.ts';
import type { MetricsRegistry } from './metrics-registry.ts';

type Labels<Label extends string> = Readonly<Record<Label, string>>;

/** Reading of a gauge: a value for each combination of its labels. */
export type Readings<Label extends string> = Iterable<readonly [labels: Labels<Label>, value: number]>;

/** Metrics as one service writes them. */
export class Metrics {
  readonly #service: string;
  readonly #registry: MetricsRegistry;

  constructor(service: string, registry: MetricsRegistry) {
    this.#service = service;
    this.#registry = registry;
  }

  /** @returns a function that adds to the counter, by default one */
  counter<Label extends string>(definition: CounterDefinition<Label>): (labels: Labels<Label>, by?: number) => void {
    const counter = this.#registry.counter(definition);
    return (labels, by = 1) => counter.inc({ service: this.#service, ...labels }, by);
  }

  /** @returns a function that records a value, in seconds */
  histogram<Label extends string>(
    definition: HistogramDefinition<Label>,
  ): (labels: Labels<Label>, seconds: number) => void {
    const histogram = this.#registry.histogram(definition);
    return (labels, seconds) => histogram.observe({ service: this.#service, ...labels }, seconds);
  }

  /** @param read called at each scrape; must not wait for anything */
  gauge<Label extends string>(definition: GaugeDefinition<Label>, read: () => Readings<Label>): void {
    this.#registry.read(definition, this.#service, read as () => Readings<string>);
  }
}
