// npm run bench [-- --only command,lag,start,visits --seconds N --rounds 3 --json FILE]: compares the platform with plain SQL in
// the same run. visits, the benchmark of the whole platform, runs only when named; docs/performance.md explains it.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchCommand } from './command.ts';
import { asTable } from './figures.ts';
import { benchLag } from './lag.ts';
import { benchStart } from './start.ts';
import { benchVisits } from './visits/bench-visits.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string', default: 'command,lag,start' },
    seconds: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    // Of visits.
    form: { type: 'string', default: 'complete' },
    lanes: { type: 'string', default: '8' },
    home: { type: 'string' },
    seed: { type: 'string', default: '1' },
    profile: { type: 'string' },
    separate: { type: 'boolean', default: false },
  },
});

interface Bench {
  title: string;
  run: () => Promise<{ figures: Record<string, number>; tables: { title?: string; rows: string[][] }[] }>;
}

const [seconds, rounds] = [Number(values.seconds ?? 5), Number(values.rounds)];
const { form } = values;
if (form !== 'complete' && form !== 'facts') throw new Error(`--form ${form} is invalid: choose complete or facts`);

const oneTable = async (bench: Promise<{ figures: Record<string, number>; table: string[][] }>) => {
  const { figures, table } = await bench;
  return { figures, tables: [{ rows: table }] };
};
const began = performance.now();
const benches: Record<string, Bench> = {
  command: {
    title: `One write command, per second (${rounds} rounds of ${seconds} s, median)`,
    run: () => oneTable(benchCommand(seconds, rounds)),
  },
  lag: {
    title: "From a step's commit to the commit of the reaction in the next service",
    run: () => oneTable(benchLag(seconds * rounds)),
  },
  start: { title: `Each service started alone (median of ${rounds})`, run: () => oneTable(benchStart(rounds)) },
  visits: {
    title: 'Visits through the public API of the whole platform',
    run: () =>
      benchVisits({
        form,
        seconds: Number(values.seconds ?? 120),
        lanes: Number(values.lanes),
        home: values.home,
        startOptions: values.separate ? ['--separate'] : [],
        seed: Number(values.seed),
        profile: values.profile,
        say: (line) => console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`),
      }),
  },
};

const figures: Record<string, number> = {};
for (const name of values.only.split(',')) {
  const bench = benches[name];
  if (!bench) throw new Error(`No benchmark ${name}: choose from ${Object.keys(benches).join(', ')}`);
  const found = await bench.run();
  console.log(`\n${bench.title}`);
  for (const { title, rows } of found.tables) console.log(`${title ? `\n${title}\n` : ''}${asTable(rows)}`);
  console.log('');
  Object.assign(figures, found.figures);
}
for (const [key, value] of Object.entries(figures)) console.log(`${key} ${Number(value.toFixed(4))}`);
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
