import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { counter, gauge, histogram } from './definitions.ts';
import { MetricsRegistry } from './metrics-registry.ts';

const runs = counter('waystation_runs_total', 'Runs', ['step']);
const lag = gauge('waystation_lag', 'Lag', ['topic']);
const duration = histogram('waystation_run_duration_seconds', 'Duration', [], [0.1, 1]);

let registry: MetricsRegistry;

beforeEach(() => {
  registry = new MetricsRegistry();
});

afterEach(() => registry.close());

const lines = async (name: string) => (await registry.text()).split('\n').filter((line) => line.startsWith(name));

describe('The metrics of a process', () => {
  it('are shared by its services, which differ by a label', async () => {
    registry.of('parts').counter(runs)({ step: 'PickParts' });
    registry.of('crm').counter(runs)({ step: 'AddContact' }, 2);
    expect(await lines('waystation_runs_total')).toEqual([
      'waystation_runs_total{service="parts",step="PickParts"} 1',
      'waystation_runs_total{service="crm",step="AddContact"} 2',
    ]);
    expect(await lines('# TYPE waystation_runs_total')).toHaveLength(1);
  });

  it('show a gauge as it is at the scrape, without values that are gone', async () => {
    const topics = new Map([
      ['a', 3],
      ['b', 0],
    ]);
    registry.of('parts').gauge(lag, () => [...topics].map(([topic, value]) => [{ topic }, value] as const));
    registry.of('crm').gauge(lag, () => [[{ topic: 'c' }, 7]]);
    expect(await lines('waystation_lag')).toHaveLength(3);
    topics.delete('b');
    expect(await lines('waystation_lag')).toEqual([
      'waystation_lag{service="parts",topic="a"} 3',
      'waystation_lag{service="crm",topic="c"} 7',
    ]);
  });

  it('sort durations into buckets', async () => {
    const record = registry.of('parts').histogram(duration);
    for (const seconds of [0.05, 0.5, 5]) record({}, seconds);
    expect(await lines('waystation_run_duration_seconds_bucket')).toEqual([
      'waystation_run_duration_seconds_bucket{le="0.1",service="parts"} 1',
      'waystation_run_duration_seconds_bucket{le="1",service="parts"} 2',
      'waystation_run_duration_seconds_bucket{le="+Inf",service="parts"} 3',
    ]);
  });

  it('include memory, CPU and event loop', async () => {
    const text = await registry.text();
    for (const name of ['process_resident_memory_bytes', 'process_cpu_seconds_total', 'nodejs_heap_size_used_bytes'])
      expect(text).toMatch(new RegExp(`^${name} [\\d.]*[1-9]`, 'm'));
    expect(await lines('nodejs_eventloop_lag_seconds{')).toHaveLength(3);
  });

  it('of two processes in one test are separate', async () => {
    const other = new MetricsRegistry();
    other.of('parts').counter(runs)({ step: 'PickParts' });
    other.close();
    expect(await lines('waystation_runs_total')).toEqual([]);
  });
});
