// npm run bench [-- --seconds 5 --rounds 3 --json FILE]: peers and ours in the same run, and how they compare.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchCommand } from './command.ts';
import { asTable } from './figures.ts';
import { benchLag } from './lag.ts';
import { benchStart } from './start.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
  },
});

const rounds = Number(values.rounds);
const command = await benchCommand(Number(values.seconds), rounds);
console.log(
  `One write command, per second (${rounds} rounds of ${values.seconds} s, median)\n${asTable(command.table)}\n`,
);
const lag = await benchLag(Number(values.seconds) * rounds);
console.log(`From commit to the reaction's commit in the next service\n${asTable(lag.table)}\n`);
const start = await benchStart(rounds);
console.log(`Each service started alone (median of ${rounds})\n${asTable(start.table)}\n`);

const figures = { ...command.figures, ...lag.figures, ...start.figures };
for (const [key, value] of Object.entries(figures)) console.log(`${key} ${Number(value.toFixed(2))}`);
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
