// npm start [-- --port N --home DIR]: installs, builds and runs the whole platform on this machine.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findMissing, startInfrastructure, type ProcessHandle } from '@waystation/stack';
import { startArguments } from './arguments.ts';
import { makeDemoNetwork } from './demo-network.ts';
import { peopleFile, startProcesses } from './processes.ts';
import { secretsOf } from './secrets.ts';

const began = performance.now();
const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);

const running: { name: string; stop(): Promise<unknown> }[] = [];
let stopping: Promise<never> | undefined;

/** Stops what runs, the last one first where it matters: processes together, then what they stand on. */
function stop(code: number, reason: string): Promise<never> {
  return (stopping ??= (async () => {
    say(reason);
    const [infrastructure, processes] = [
      running.filter(({ name }) => name === ''),
      running.filter(({ name }) => name !== ''),
    ];
    await Promise.allSettled(processes.map((each) => each.stop()));
    await Promise.allSettled(infrastructure.map((each) => each.stop()));
    process.exit(code);
  })());
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0, 'Stopping ...'));

try {
  const { port, home: given } = startArguments();
  const home = resolve(given);
  const missing = await findMissing();
  if (missing.length > 0) {
    for (const line of missing) console.error(line);
    process.exit(1);
  }
  mkdirSync(join(home, 'log'), { recursive: true });

  say('Building ...');
  const [infrastructure, secrets] = await Promise.all([
    startInfrastructure({ home }).then((started) => {
      running.push({ name: '', stop: () => started.stop() });
      say(`PostgreSQL on port ${started.postgres.port}, Kafka on port ${started.kafka!.port}`);
      return started;
    }),
    secretsOf(home),
    promisify(execFile)('nx', ['run-many', '-t', 'build', '--outputStyle=static'], { maxBuffer: 20_000_000 }).then(
      () => say('Built'),
      ({ stdout, stderr }: { stdout: string; stderr: string }) => {
        throw new Error(`The build failed:\n${stdout}${stderr}`.slice(0, 4_000));
      },
    ),
  ]);

  const started = (process_: ProcessHandle) => {
    running.push(process_);
    say(`${process_.name} is up`);
    void process_.exited.then(({ code, signal }) => {
      if (stopping) return;
      const reason = process_.logTail(5).trim();
      void stop(
        1,
        `${process_.name} ended by itself (${signal ?? `exit code ${code}`}):\n${reason}\nAll of it: ${join(home, 'log', `${process_.name}.log`)}`,
      );
    });
  };
  const addresses = await startProcesses({ home, port, infrastructure, secrets, started });
  const file = join(home, 'stack.json');
  writeFileSync(file, `${JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...addresses }, null, 2)}\n`);
  const entrance = { ...addresses, scriptSecret: secrets.scriptSecret };
  await makeDemoNetwork(home, entrance, peopleFile, say);
  console.log(`Waystation is ready: ${addresses.gateway}`);
} catch (error) {
  if (!stopping) await stop(1, (error as Error).message);
  throw error;
}
