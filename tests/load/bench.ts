// npm run bench [-- --seconds 5 --rounds 3 --only command,lag,start --json FILE]: compares the platform with plain SQL in the
// same run.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchCommand } from './command.ts';
import { asTable } from './figures.ts';
import { benchLag } from './lag.ts';
import { benchStart } from './start.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
  },
});

interface Bench {
  title: string;
  run: () => Promise<{ figures: Record<string, number>; table: string[][] }>;
}

const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
const benches: Record<string, Bench> = {
  command: {
    title: `One write command, per second (${rounds} rounds of ${seconds} s, median)`,
    run: () => benchCommand(seconds, rounds),
  },
  lag: {
    title: "From a step's commit to the commit of the reaction in the next service",
    run: () => benchLag(seconds * rounds),
  },
  start: { title: `Each service started alone (median of ${rounds})`, run: () => benchStart(rounds) },
};

const figures: Record<string, number> = {};
for (const name of values.only?.split(',') ?? Object.keys(benches)) {
  const bench = benches[name];
  if (!bench) throw new Error(`No benchmark ${name}: choose from ${Object.keys(benches).join(', ')}`);
  const found = await bench.run();
  console.log(`${bench.title}\n${asTable(found.table)}\n`);
  Object.assign(figures, found.figures);
}
for (const [key, value] of Object.entries(figures)) console.log(`${key} ${Number(value.toFixed(2))}`);
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
