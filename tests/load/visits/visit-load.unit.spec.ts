import { arrivals, randomFrom } from './arrivals.ts';
import { VisitLoad, type VisitTaker } from './visit-load.ts';

describe('arrivals', () => {
  it('are the same for the same seed', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => Array.from({ length: 3 }, randomFrom(seed)));
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
  });

  it('come once in each interval of their rate, at irregular times', () => {
    const arriving = arrivals(4, 1);
    const all = Array.from({ length: 1_000 }, () => arriving.next().value);
    expect(all.map((at) => Math.floor(at / 250))).toEqual(all.map((_, index) => index));
    expect(new Set(all.map((at) => Math.round(at % 250))).size).toBeGreaterThan(100);
  });
});

describe('a load', () => {
  const taker = (visit: (number: number) => Promise<number>): VisitTaker => {
    let number = 0;
    return { next: () => visit((number += 1)) };
  };

  it('lets a lane whose visit failed take no more', async () => {
    let taken = 0;
    const load = new VisitLoad([
      taker(async () => {
        taken += 1;
        await new Promise(setImmediate);
        return 3;
      }),
      taker(() => Promise.reject(new Error('no free slot', { cause: new Error('409') }))),
    ]);
    load.startClosed(0);
    while (taken < 5) await new Promise(setImmediate);
    const { visits, commands, failures } = await load.finish();
    expect({ visits, commands }).toEqual({ visits: taken, commands: 3 * taken });
    expect(failures).toEqual(['no free slot 409']);
  });

  it('makes visits of an open load wait for a free lane, and ends with those that started', async () => {
    let release = () => {};
    let started = 0;
    const lane = taker(() => {
      started += 1;
      return new Promise((resolve) => (release = () => resolve(1)));
    });
    const load = new VisitLoad([lane]);
    load.startOpen(100_000, 1);
    while (started === 0) await new Promise(setImmediate);
    const ended = load.finish();
    release();
    expect((await ended).visits).toBe(1);
    expect(started).toBe(1);
  });
});
