import { parseArgs } from 'node:util';

/** What is asked of a proof. */
export interface ProveArguments {
  /** For how long something is killed again and again. */
  minutes: number;
  /** Decides what is killed when, and for how long. */
  seed: number;
  /** Trucks driven through meanwhile, spread over the time. */
  visits: number;
  /** Whether databases, topics and logs are left behind, also when all went well. */
  keep: boolean;
}

/** The stations have no more free time to give within the days that an appointment looks ahead. */
const visitsMax = 25;

/** `-- --minutes N --seed S --visits V --keep`. @throws Error in one line for anything else */
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
  if (!(minutes > 0 && minutes <= 600)) throw new Error(`--minutes ${values.minutes}: from above 0 to 600`);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed ${values.seed} is no whole number`);
  if (!(Number.isInteger(visits) && visits >= 1 && visits <= visitsMax)) {
    throw new Error(`--visits ${values.visits}: from 1 to ${visitsMax}`);
  }
  return { minutes, seed, visits, keep: values.keep };
}
