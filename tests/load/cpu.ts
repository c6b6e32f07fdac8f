// node tests/load/cpu.ts --home DIR [--json FILE] -- COMMAND: prints the processor time of each process of a running platform
// while a command runs. Needs no build and no packages, so it also measures the platform of another checkout.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asTable } from './figures.ts';
import { PlatformProcesses } from './machine/platform-processes.ts';
import { sum, used } from './machine/proc.ts';

const { values, positionals } = parseArgs({
  options: { home: { type: 'string' }, json: { type: 'string' } },
  allowPositionals: true,
});
const [command, ...args] = positionals;
if (!values.home || !command) throw new Error('Usage: node tests/load/cpu.ts --home DIR [--json FILE] -- COMMAND');

const platform = new PlatformProcesses(values.home);
const [before, began] = [platform.cpu(), performance.now()];
const child = spawn(command, args, { stdio: 'inherit' });
const code = await new Promise<number>((resolve, reject) => {
  child.once('error', reject);
  child.once('exit', (status, signal) => resolve(signal ? 1 : (status ?? 1)));
});
const [after, seconds] = [platform.cpu(), (performance.now() - began) / 1000];
const byProcess = used(before.byProcess, after.byProcess);
const figures = {
  seconds,
  ...Object.fromEntries([...byProcess].map(([name, value]) => [`cpu_s.${name}`, value])),
  'cpu_s.total': sum(byProcess.values()),
  'cpu_s.documents': Math.max(0, after.documents - before.documents),
};
const rows = Object.entries(figures).map(([name, value]) => [name, value.toFixed(2)]);
console.log(asTable([['', `in ${seconds.toFixed(1)} s`], ...rows]));
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
process.exitCode = code;
