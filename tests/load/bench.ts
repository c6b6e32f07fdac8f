// npm run bench [-- --seconds 5 --rounds 3 --json FILE]: peers and ours in the same run, and how they compare.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchCommand } from './command.ts';
import { asTable } from './figures.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
  },
});

const { figures, table } = await benchCommand(Number(values.seconds), Number(values.rounds));
console.log(
  `One write command, per second (${values.rounds} rounds of ${values.seconds} s, median)\n${asTable(table)}\n`,
);
for (const [key, value] of Object.entries(figures)) console.log(`${key} ${Number(value.toFixed(2))}`);
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
