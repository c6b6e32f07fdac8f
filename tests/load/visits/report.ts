import { profileTable } from '../machine/cpu-profile.ts';
import { sum } from '../machine/proc.ts';
import type { LoadWindow, VisitMeasurement } from './bench-visits.ts';

/** Goals at half load: p99 in milliseconds. */
const goals = { step: 150, document: 300, list: 100 } as const;
const worstSteps = 10;

/** Figures by stable keys, which begin with `visits.` or, for the short form, `facts.`; docs/performance.md explains each. */
export function figuresOf(measured: VisitMeasurement): Record<string, number> {
  const { full, half, idle, loadedPss, written, peer, options } = measured;
  const cpu = cpuPerVisit(full);
  const figures: Record<string, number> = {
    rate: full.visits / full.requests.seconds,
    visits: full.whole.visits + half.whole.visits,
    failures: full.whole.failures.length + half.whole.failures.length,
    commands: full.whole.commandsPerVisit,
    requests: full.requests.requests / full.visits,
    refused: full.requests.refused / full.visits,
    'cpu_s.total': cpu.total,
    'cpu_s.documents': cpu.documents,
    'cpu_s.without_documents': cpu.total - cpu.documents,
    ...prefixed('cpu_s.by.', cpu.byProcess),
    'cpu_s.driver': full.requests.cpuSeconds / full.visits,
    ...prefixed('full.', latencies(full)),
    'half.rate': half.visits / half.requests.seconds,
    'half.cpu_s.total': cpuPerVisit(half).total,
    'half.cores': sum(half.cpu.byProcess.values()) / half.requests.seconds,
    ...prefixed('half.', latencies(half)),
    'idle.cpu_percent': percent(sum(idle.cpu.byProcess.values()), idle.seconds),
    ...prefixed(
      'idle.cpu_percent.by.',
      mapped(idle.cpu.byProcess, (seconds) => percent(seconds, idle.seconds)),
    ),
    'pss_mb.idle': sum(idle.pss.values()),
    'pss_mb.loaded': sum(loadedPss.values()),
    ...prefixed('pss_mb.idle.by.', idle.pss),
    ...prefixed('pss_mb.loaded.by.', loadedPss),
    'written.inserts': total(measured, 'inserts'),
    'written.updates': total(measured, 'updates'),
    'written.deletes': total(measured, 'deletes'),
    'written.row_bytes': sum(written.tables.map(({ inserts, updates, bytes }) => (inserts + updates) * bytes)),
    'written.events': written.events.count,
    'written.event_bytes': written.events.payloadBytes + written.events.headerBytes,
    'peer.cpu_s.rows_statements': peer.statements,
    'peer.cpu_s.rows_pipeline': peer.pipeline,
    'peer.cpu_s.events': peer.events,
    'ratio.statements': cpu.total / (peer.statements + peer.events),
    'ratio.pipeline': cpu.total / (peer.pipeline + peer.events),
    'ratio.without_documents.statements': (cpu.total - cpu.documents) / (peer.statements + peer.events),
    'ratio.without_documents.pipeline': (cpu.total - cpu.documents) / (peer.pipeline + peer.events),
  };
  return {
    ...prefixed(options.form === 'facts' ? 'facts.' : 'visits.', figures),
    'calibration.javascript_ms': measured.javascriptMs,
    'calibration.pgbench_us': peer.fixedMicros,
    'machine.cores': measured.machine.cores,
    'machine.load_before': measured.machine.loadBefore,
  };
}

/** Tables for reading. */
export function tablesOf(measured: VisitMeasurement): { title: string; rows: string[][] }[] {
  const { full, half, idle, loadedPss, peer, written, options } = measured;
  const cpu = cpuPerVisit(full);
  const names = [...new Set([...cpu.byProcess.keys(), ...idle.pss.keys()])];
  const processes = [
    ['process', 'CPU-s/visit', 'idle CPU %', 'idle PSS MB', 'loaded PSS MB'],
    ...names.map((name) => [
      name,
      fixed(cpu.byProcess.get(name), 3),
      fixed(percent(idle.cpu.byProcess.get(name) ?? 0, idle.seconds), 1),
      fixed(idle.pss.get(name), 0),
      fixed(loadedPss.get(name), 0),
    ]),
    [
      'total',
      fixed(cpu.total, 3),
      fixed(percent(sum(idle.cpu.byProcess.values()), idle.seconds), 1),
      fixed(sum(idle.pss.values()), 0),
      fixed(sum(loadedPss.values()), 0),
    ],
    ['of it: document threads', fixed(cpu.documents, 3), '', '', ''],
    ['without documents', fixed(cpu.total - cpu.documents, 3), '', '', ''],
    ['driver, not in the total', fixed(full.requests.cpuSeconds / full.visits, 3), '', '', ''],
  ];
  const windowOf = (name: string, load: LoadWindow) => [
    name,
    fixed(load.visits / load.requests.seconds, 3),
    fixed(load.visits, 1),
    fixed(load.requests.requests / load.visits, 0),
    fixed(load.requests.refused / load.visits, 1),
    fixed(sum(load.cpu.byProcess.values()) / load.requests.seconds, 2),
    fixed(cpuPerVisit(load).total, 3),
    fixed(load.lag.p50, 0),
    fixed(load.lag.p99, 0),
  ];
  const kinds = ['step', 'document', 'list', 'read'] as const;
  const latency = (kind: (typeof kinds)[number]) => {
    const goal = kind === 'read' ? '' : `< ${goals[kind]}`;
    const [of, ofHalf] = [full.requests.byKind[kind], half.requests.byKind[kind]];
    return [kind, ...[of.p50, of.p99, ofHalf.p50, ofHalf.p99].map((ms) => fixed(ms, 0)), goal];
  };
  const worst = half.requests.steps.filter(({ count }) => count > 0).slice(0, worstSteps);
  const peers = [
    ['without a platform', 'rows', 'CPU-s rows', 'CPU-s events', 'CPU-s/visit', 'ratio', 'ratio without documents'],
    ...(['statements', 'pipeline'] as const).map((form) => {
      const all = peer[form] + peer.events;
      const ratios = [cpu.total / all, (cpu.total - cpu.documents) / all].map((ratio) => fixed(ratio, 1));
      return [form, String(peer.rows), fixed(peer[form], 4), fixed(peer.events, 4), fixed(all, 4), ...ratios];
    }),
  ];
  const eventBytes = written.events.payloadBytes + written.events.headerBytes;
  return [
    { title: `Processor time and memory by process (${options.form} visits)`, rows: processes },
    {
      title: 'Load',
      rows: [
        ['', 'visits/s', 'visits', 'requests', 'refused', 'cores', 'CPU-s/visit', 'event lag p50 ms', 'p99 ms'],
        windowOf('full', full),
        windowOf('half', half),
      ],
    },
    {
      title: 'Latency in ms',
      rows: [['', 'full p50', 'full p99', 'half p50', 'half p99', 'goal of half p99'], ...kinds.map(latency)],
    },
    {
      title: `Slowest ${worstSteps} requests at half load, ms`,
      rows: [
        ['request', 'kind', 'count', 'p50', 'p99', 'longest'],
        ...worst.map(({ name, kind, count, p50, p99, longest }) => [
          name,
          kind,
          String(count),
          ...[p50, p99, longest].map((ms) => fixed(ms, 0)),
        ]),
      ],
    },
    {
      title: `The same rows and ${written.events.count.toFixed(0)} events of ${eventBytes.toFixed(0)} bytes in ${full.whole.commandsPerVisit.toFixed(0)} transactions`,
      rows: peers,
    },
    ...(measured.profile.size > 0
      ? [
          {
            title: 'Profiles at full load (its other figures include the profiler)',
            rows: profileTable(measured.profile),
          },
        ]
      : []),
    {
      title: 'Machine',
      rows: [
        ['cores', 'load before', 'fixed JavaScript ms', 'fixed pgbench transaction µs'],
        [
          String(measured.machine.cores),
          fixed(measured.machine.loadBefore, 1),
          fixed(measured.javascriptMs, 0),
          fixed(peer.fixedMicros, 0),
        ],
      ],
    },
  ];
}

function cpuPerVisit({ cpu, visits }: LoadWindow) {
  const byProcess = mapped(cpu.byProcess, (seconds) => seconds / visits);
  return { byProcess, total: sum(byProcess.values()), documents: cpu.documents / visits };
}

function latencies({ requests, lag, whole }: LoadWindow): Record<string, number> {
  const { step, document, list, read } = requests.byKind;
  const visitSeconds = whole.visitSeconds.toSorted((one, other) => one - other);
  return {
    'step_ms.p50': step.p50,
    'step_ms.p99': step.p99,
    'document_ms.p50': document.p50,
    'document_ms.p99': document.p99,
    'list_ms.p50': list.p50,
    'list_ms.p99': list.p99,
    'read_ms.p50': read.p50,
    'read_ms.p99': read.p99,
    'event_lag_ms.p50': lag.p50,
    'event_lag_ms.p99': lag.p99,
    'visit_s.p50': visitSeconds[visitSeconds.length >> 1] ?? 0,
  };
}

function total({ written }: VisitMeasurement, kind: 'inserts' | 'updates' | 'deletes'): number {
  return sum(written.tables.map((table) => table[kind]));
}

function prefixed(prefix: string, values: ReadonlyMap<string, number> | Record<string, number>) {
  const entries = values instanceof Map ? [...values] : Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}${name}`, value as number]));
}

const mapped = (values: ReadonlyMap<string, number>, change: (value: number) => number) =>
  new Map([...values].map(([name, value]) => [name, change(value)]));

const percent = (cpuSeconds: number, seconds: number) => (100 * cpuSeconds) / seconds;
const fixed = (value: number | undefined, digits: number) => (value ?? 0).toFixed(digits);
