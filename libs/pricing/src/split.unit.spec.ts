import { split } from './split.ts';

describe('split', () => {
  it('gives what is left to the largest remainders', () => {
    expect(split(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(split(10n, [5n, 3n, 1n])).toEqual([6n, 3n, 1n]);
    expect(split(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  });

  it('splits into what sums to the whole, each within a unit of its share', () => {
    for (let amount = -50n; amount <= 50n; amount += 1n)
      for (const weights of [[1n], [1n, 2n], [3n, 7n, 11n], [0n, 5n, 5n, 5n], [1n, 1_000_000n]]) {
        const parts = split(amount, weights);
        const whole = weights.reduce((sum, weight) => sum + weight);
        expect(parts.reduce((sum, part) => sum + part)).toBe(amount);
        parts.forEach((part, index) => {
          const off = part * whole - amount * weights[index]!;
          expect(off < whole && off > -whole).toBe(true);
        });
      }
  });
});
