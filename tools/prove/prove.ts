// npm run prove [-- --minutes N --seed S --visits V --keep]: drives trucks through a stack of its own while broker, database
// and services are killed, and then looks whether all is as if nothing had been. Exit code 0 only if it is.
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

/** So long a request is repeated while nobody can take it, and so long is waited for what must come to pass. */
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
  say('All runs and is driven; waiting until it is quiet');
  const quiet = await untilQuiet(postgres, topics, home);
  const checks = [
    check('all goes on after each kill', `${faults.done.length} kills`, faults.failures),
    check(
      'in the end it is quiet',
      quiet === undefined ? 'never' : `after ${quiet.toFixed(1)} s`,
      quiet === undefined ? ['it is not'] : [],
    ),
    ...(await businessChecks(postgres, traffic, wire)),
    ...(await eventChecks(postgres, topics, home)),
  ];
  console.log(`\n${killedTable(faults.done)}\n`);
  for (const note of faults.notes) console.log(`noted: ${note}`);
  console.log(`visits: ${durations(traffic.driven)}; ${wire.unanswered} requests found nobody and were sent again\n`);
  console.log(checkTable(checks));
  return checks.every((each) => each.faults.length === 0);
}

/** What those who watch processes need of a proof under way. */
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
  const rows = checks.map((each) => [each.faults.length === 0 ? 'holds' : 'FAILS', each.what, each.seen]);
  return [aligned([['', 'checked', 'seen'], ...rows]), ...(faults.length > 0 ? ['', ...faults] : [])].join('\n');
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
  else console.log(`Logs, databases and topics are left in ${home}.`);
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(1));

const [proof] = await Promise.allSettled([prove(asked, home, stack, live)]);
if (proof.status === 'rejected') console.error(proof.reason);
const holds = proof.status === 'fulfilled' && proof.value;
console.log(
  `\n${holds ? 'All holds' : 'NOT all holds'}. Again: npm run prove -- --minutes ${asked.minutes} --seed ${asked.seed} --visits ${asked.visits}`,
);
await end(holds ? 0 : 1);
