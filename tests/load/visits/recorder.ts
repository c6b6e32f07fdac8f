import { isCommand, kindOf, stepName, type StepKind } from './steps.ts';

/** Latencies of one step in milliseconds. */
export interface StepLatency {
  name: string;
  kind: StepKind;
  count: number;
  p50: number;
  p99: number;
  longest: number;
}

/** Requests of a window of time. */
export interface Recorded {
  seconds: number;
  /** Answered requests that change something, refused ones not counted. */
  commands: number;
  /** Answered requests of all kinds, refused ones not counted. */
  requests: number;
  /** Requests answered by a refusal: mostly looks at what has not happened yet. */
  refused: number;
  byKind: Record<StepKind, { count: number; p50: number; p99: number }>;
  steps: StepLatency[];
}

/** Records latencies of requests by step, in a window of time. */
export class Recorder {
  #latencies = new Map<string, number[]>();
  #refused = 0;
  #commands = 0;
  #since: number | undefined;

  open(): void {
    this.#latencies = new Map();
    [this.#refused, this.#commands, this.#since] = [0, 0, performance.now()];
  }

  close(): Recorded {
    if (this.#since === undefined) throw new Error('The window was not opened');
    const seconds = (performance.now() - this.#since) / 1000;
    this.#since = undefined;
    const all = [...this.#latencies];
    const steps = all.map(([name, values]) => ({ name, kind: kindOf(name), ...summary(values) }));
    const ofKind = (kind: StepKind) => summary(all.flatMap(([name, values]) => (kindOf(name) === kind ? values : [])));
    return {
      seconds,
      commands: this.#commands,
      requests: steps.reduce((sum, { count }) => sum + count, 0),
      refused: this.#refused,
      byKind: { step: ofKind('step'), document: ofKind('document'), list: ofKind('list'), read: ofKind('read') },
      steps: steps.toSorted((one, other) => other.p99 - one.p99),
    };
  }

  /** Counts a request that was answered now. @returns true for a command that was taken */
  answered(method: string, url: string, ms: number, status: number): boolean {
    const name = stepName(method, url);
    const isTaken = status < 400 && isCommand(name);
    if (this.#since === undefined) return isTaken;
    if (isTaken) this.#commands += 1;
    if (status >= 400) {
      this.#refused += 1; // mostly answered before any work, so it says nothing about the step
      return false;
    }
    const values = this.#latencies.get(name);
    if (values) values.push(ms);
    else this.#latencies.set(name, [ms]);
    return isTaken;
  }
}

function summary(values: readonly number[]) {
  const sorted = values.toSorted((one, other) => one - other);
  const [p50, p99] = [percentile(sorted, 0.5), percentile(sorted, 0.99)];
  return { count: sorted.length, p50, p99, longest: sorted.at(-1) ?? 0 };
}

/** Smallest value that at least this share of the values does not exceed (nearest rank); 0 without values. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
