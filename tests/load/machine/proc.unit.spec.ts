import { cpuByRoot, parsePssMb, parseStat, pidsBelow, used, type ProcessStat } from './proc.ts';

const statLine = (pid: number, name: string, parent: number, times: [number, number, number, number]) =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194560 100 200 0 0 ${times.join(' ')} 20 0 7 0 12345 1000000 200 18446744073709551615`;

describe('a line of /proc/PID/stat', () => {
  it('gives the processor times of a process and of its ended children', () => {
    expect(parseStat(statLine(42, 'node', 7, [120, 30, 5, 2]))).toEqual({
      pid: 42,
      parent: 7,
      used: 150,
      usedByEnded: 7,
    });
  });

  it('may have a name with spaces and brackets', () => {
    const { parent, used: ticks } = parseStat(statLine(42, 'a (b) c) 9 9', 7, [1, 2, 3, 4]));
    expect({ parent, ticks }).toEqual({ parent: 7, ticks: 3 });
  });

  it('is not just any text', () => expect(() => parseStat('nothing')).toThrow('Not a /proc/PID/stat: nothing'));
});

describe('processor time by process', () => {
  const stat = (pid: number, parent: number, ticks: number, ended = 0): ProcessStat => ({
    pid,
    parent,
    used: ticks,
    usedByEnded: ended,
  });
  const roots = new Map([['postgres', [10]]]);

  it('includes children, their children and those that have ended', () => {
    const stats = [stat(10, 1, 100, 50), stat(11, 10, 200, 20), stat(12, 11, 30), stat(13, 1, 1_000)];
    expect(cpuByRoot(stats, roots).get('postgres')).toBe(4);
    expect(pidsBelow(stats, 10, new Set([10]))).toEqual([10, 11, 12]);
  });

  it('counts a process with its own name apart from the one that started it', () => {
    const stats = [stat(9, 1, 10), stat(10, 9, 100), stat(11, 10, 200)];
    const both = new Map([['start', [9]], ['postgres', [10]]]); // prettier-ignore
    expect(Object.fromEntries(cpuByRoot(stats, both))).toEqual({ start: 0.1, postgres: 3 });
    expect(pidsBelow(stats, 9, new Set([9, 10]))).toEqual([9]);
  });

  it('neither loses nor doubles the time of a child that ends between two readings', () => {
    const before = cpuByRoot([stat(10, 1, 100), stat(11, 10, 200)], roots);
    const after = cpuByRoot([stat(10, 1, 110, 230)], roots);
    expect(used(before, after).get('postgres')).toBeCloseTo(0.4);
  });

  it('counts a process that started later from zero, and never runs backwards', () => {
    const changed = used(new Map([['gateway', 5]]), new Map([['gateway', 3], ['crm', 2]])); // prettier-ignore
    expect(Object.fromEntries(changed)).toEqual({ gateway: 0, crm: 2 });
  });
});

test('the proportional share of memory is read in MB', () => {
  expect(parsePssMb('55aa [rollup]\nRss:  2048 kB\nPss:                1536 kB\nPss_Dirty: 4 kB\n')).toBe(1.5);
  expect(parsePssMb('')).toBe(0);
});
