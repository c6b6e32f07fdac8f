import { createHash } from 'node:crypto';

/** Units of work; a fixed number, so that times of different machines and days compare. */
const units = 4_000;

/**
 * Processor time of a fixed piece of JavaScript in one thread, in milliseconds: texts, objects, JSON, sorting and hashes, as a
 * service does them. Absolute figures divided by it compare between machines.
 */
export function javascriptMs(): number {
  work(units / 4); // compiled before it is measured
  const before = process.cpuUsage();
  work(units);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function work(count: number): string {
  let last = '';
  for (let unit = 0; unit < count; unit++) {
    const lines = Array.from({ length: 40 }, (_, index) => ({
      code: `${(index * 7_919 + unit) % 1_000}-${last.slice(0, 8)}`,
      description: `Replace part ${index}`,
      amountMinor: String((index * 104_729 + unit) % 100_000),
    }));
    const text = JSON.stringify(lines.toSorted((one, other) => one.code.localeCompare(other.code)));
    const total = (JSON.parse(text) as typeof lines).reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
    last = createHash('sha256').update(`${text}${total}`).digest('hex');
  }
  return last;
}
