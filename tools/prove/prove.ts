// npm run prove [-- --minutes N --seed S --visits V --keep]: drives trucks through a new platform while broker, database and
// services are killed, then checks that nothing was lost or duplicated. Exit code 0 only if every check passes.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn, type Entrance } from '@waystation/drive';
import { findMissing, freePort, removeHome } from '@waystation/stack';
import { admin } from '../start/demo/people.ts';
import { Stack } from '../start/stack.ts';
import { aligned } from '../aligned.ts';
import { proveArguments, type ProveArguments } from './arguments.ts';
import { businessChecks, durations } from './business-checks.ts';
import { check, type Check } from './check.ts';
import { Dice } from './dice.ts';
import { eventChecks } from './event-checks.ts';
import { Faults, type Fault } from './faults.ts';
import { Probes } from './probes.ts';
import { untilQuiet } from './quiet.ts';
import { Topics } from './topics-read.ts';
import { Traffic, type DemoStations } from './traffic.ts';
import { Wire } from './wire.ts';

/** Time limit for repeating a request while the platform is unavailable, and for waiting on events. */
const patienceMs = 180_000;

const began = performance.now();
const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);

async function prove(
  { minutes, seed, visits }: ProveArguments,
  home: string,
  stack: Stack,
  live: Live,
): Promise<boolean> {
  await stack.start();
  const { network } = JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8')) as {
    network: { stations: DemoStations };
  };
  const wire = new Wire(stack.entrance.gateway, new Dice(seed + 1));
  const entrance: Entrance = { ...stack.entrance, patienceMs, send: wire.send };
  const traffic = await Traffic.prepare({ entrance, stations: network.stations, admin, say });
  const [station] = traffic.stations;
  const { subject } = (await station!.get({ role: 'AFTER_SALES_MANAGER' })).api;
  const probes = new Probes(stack, station!, await signIn({ ...stack.entrance, patienceMs: 0 }, subject));
  const faults = new Faults(stack, probes, new Dice(seed), say);
  live.faults = faults;

  say(`Driving ${visits} visits, ${traffic.lanes} at the same time, for ${minutes} minutes; seed ${seed}`);
  const forMs = minutes * 60_000;
  await Promise.all([traffic.drive(visits, forMs), faults.run(forMs)]);

  const { postgres, kafka } = stack.infrastructure;
  const topics = new Topics(kafka!);
  say('All visits driven; waiting until outboxes and consumers are drained');
  const quiet = await untilQuiet(postgres, topics, home);
  const checks = [
    check('the platform recovers after each kill', `${faults.done.length} kills`, faults.failures),
    check(
      'outboxes and consumers drain at the end',
      quiet === undefined ? 'never' : `after ${quiet.toFixed(1)} s`,
      quiet === undefined ? ['not in time'] : [],
    ),
    ...(await businessChecks(postgres, traffic, wire)),
    ...(await eventChecks(postgres, topics, home)),
  ];
  console.log(`\n${killedTable(faults.done)}\n`);
  for (const note of faults.notes) console.log(`note: ${note}`);
  console.log(`visits: ${durations(traffic.driven)}; ${wire.unanswered} requests without an answer were repeated\n`);
  console.log(checkTable(checks));
  return checks.every((each) => each.faults.length === 0);
}

/** State of a running test that the process watchers need. */
interface Live {
  faults?: Faults;
  stopping: boolean;
}

function killedTable(done: readonly Fault[]): string {
  const seconds = (value: number | undefined) => (value === undefined ? 'never' : value.toFixed(1));
  return aligned([
    ['at s', 'killed', 'down for s', 'up after s', 'answers after s', 'events out after s'],
    ...done.map(({ at, killed, down, up, answered, out }) => [
      at.toFixed(0),
      killed,
      ...[down, up, answered, out].map(seconds),
    ]),
  ]);
}

function checkTable(checks: readonly Check[]): string {
  const faults = checks.flatMap((each) => each.faults.map((fault) => `  ${each.what}: ${fault}`));
  const rows = checks.map((each) => [each.faults.length === 0 ? 'pass' : 'FAIL', each.what, each.seen]);
  return [aligned([['', 'check', 'amount'], ...rows]), ...(faults.length > 0 ? ['', ...faults] : [])].join('\n');
}

const asked = proveArguments();
const missing = await findMissing();
if (missing.length > 0) {
  for (const line of missing) console.error(line);
  process.exit(1);
}
const home = mkdtempSync(join(tmpdir(), 'waystation-prove-'));
const live: Live = { stopping: false };
const stack = new Stack({
  home,
  port: await freePort(),
  separate: true,
  say,
  started: (process_) =>
    void process_.exited.then(({ code, signal }) => {
      if (live.stopping || live.faults?.expected.has(process_.name)) return;
      live.faults?.revive(process_.name, `${signal ?? `exit code ${code}`}: ${process_.logTail(1).slice(0, 400)}`);
    }),
});

async function end(code: number): Promise<never> {
  live.stopping = true;
  await Promise.allSettled([stack.stop()]);
  if (code === 0 && !asked.keep) removeHome(home);
  else console.log(`Logs, databases and topics are in ${home}.`);
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(1));

const [proof] = await Promise.allSettled([prove(asked, home, stack, live)]);
if (proof.status === 'rejected') console.error(proof.reason);
const holds = proof.status === 'fulfilled' && proof.value;
console.log(
  `\n${holds ? 'All checks passed' : 'Checks FAILED'}. To repeat: npm run prove -- --minutes ${asked.minutes} --seed ${asked.seed} --visits ${asked.visits}`,
);
await end(holds ? 0 : 1);
