import { parseArgs } from 'node:util';

/** Options of a fault test. */
export interface ProveArguments {
  /** Duration of the kills in minutes. */
  minutes: number;
  /** Seed for the choice of processes, times and durations. */
  seed: number;
  /** Number of trucks driven meanwhile, spread over the time. */
  visits: number;
  /** True to keep databases, topics and logs even after success. */
  keep: boolean;
}

/** Limit by the free appointment times within the days that can be booked. */
const visitsMax = 25;

/** Reads `-- --minutes N --seed S --visits V --keep`. @throws Error of one line for anything else */
export function proveArguments(): ProveArguments {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '4' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      visits: { type: 'string', default: '24' },
      keep: { type: 'boolean', default: false },
    },
  });
  const [minutes, seed, visits] = [Number(values.minutes), Number(values.seed), Number(values.visits)];
  if (!(minutes > 0 && minutes <= 600))
    throw new Error(`--minutes ${values.minutes} is invalid: give a number above 0, up to 600`);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed ${values.seed} is invalid: give a whole number`);
  if (!(Number.isInteger(visits) && visits >= 1 && visits <= visitsMax)) {
    throw new Error(`--visits ${values.visits} is invalid: give a whole number from 1 to ${visitsMax}`);
  }
  return { minutes, seed, visits, keep: values.keep };
}
