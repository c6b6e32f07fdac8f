import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { multiplyDecimals, parseDecimal } from './decimal.ts';
import {
  addMoney,
  amountText,
  compareMoney,
  isCurrency,
  isZeroMoney,
  minorUnitsOf,
  money,
  moneyText,
  multiplyMoney,
  negateMoney,
  percentOfMoney,
  splitMoney,
  subtractMoney,
  sumMoney,
  zeroMoney,
} from './money.ts';

const cny = (amountMinor: bigint) => money(amountMinor, 'CNY');

describe('Money', () => {
  it('adds, subtracts, sums and changes its sign', () => {
    expect(addMoney(cny(150n), cny(-50n))).toEqual(cny(100n));
    expect(subtractMoney(cny(100n), cny(150n))).toEqual(cny(-50n));
    expect(sumMoney([cny(1n), cny(2n), cny(3n)], 'CNY')).toEqual(cny(6n));
    expect(negateMoney(cny(7n))).toEqual(cny(-7n));
  });

  it('adds up an empty list to zero in the given currency', () => {
    expect(sumMoney([], 'EUR')).toEqual(zeroMoney('EUR'));
    expect(isZeroMoney(zeroMoney('EUR'))).toBe(true);
    expect(isZeroMoney(cny(-1n))).toBe(false);
  });

  it('compares amounts', () => {
    expect(compareMoney(cny(1n), cny(2n))).toBe(-1);
    expect(compareMoney(cny(2n), cny(2n))).toBe(0);
    expect(compareMoney(cny(3n), cny(2n))).toBe(1);
  });

  it.each([
    ['adding', () => addMoney(cny(1n), money(1n, 'EUR'))],
    ['subtracting', () => subtractMoney(cny(1n), money(1n, 'EUR'))],
    ['comparing', () => compareMoney(cny(1n), money(1n, 'EUR'))],
    ['summing', () => sumMoney([cny(1n)], 'EUR')],
  ])('refuses %s different currencies', (_name, act) => {
    expect(act).toThrow('Currencies differ: ');
  });

  it.each(['', 'cny', 'RMB1', 'US', 'RMB', 'XXX', 'XAU'])('refuses the currency "%s"', (currency) => {
    expect(() => zeroMoney(currency)).toThrow(RangeError);
  });

  it('is multiplied by a quantity and rounded by the mode', () => {
    expect(multiplyMoney(cny(1001n), parseDecimal('2.5'), 'half_up')).toEqual(cny(2503n));
    expect(multiplyMoney(cny(1001n), parseDecimal('2.5'), 'half_even')).toEqual(cny(2502n));
    expect(multiplyMoney(cny(-1001n), parseDecimal('2.5'), 'half_up')).toEqual(cny(-2503n));
  });

  it('is rounded only once if the factors are multiplied first', () => {
    const hours = parseDecimal('0.5');
    const discounted = parseDecimal('0.5');
    const once = multiplyMoney(cny(101n), multiplyDecimals(hours, discounted), 'half_up');
    const twice = multiplyMoney(multiplyMoney(cny(101n), hours, 'half_up'), discounted, 'half_up');
    expect(once).toEqual(cny(25n));
    expect(twice).toEqual(cny(26n));
  });

  it('supports percentages with any number of decimals', () => {
    expect(percentOfMoney(cny(9999n), '13', 'half_up')).toEqual(cny(1300n));
    expect(percentOfMoney(cny(10n), '5', 'half_even')).toEqual(cny(0n));
    expect(percentOfMoney(cny(10n), '5', 'half_up')).toEqual(cny(1n));
    expect(percentOfMoney(cny(1_000_000n), '8.875', 'half_up')).toEqual(cny(88_750n));
    expect(percentOfMoney(cny(1_000_000n), '9.975', 'half_up')).toEqual(cny(99_750n));
    expect(percentOfMoney(cny(20_000n), '6.625', 'half_up')).toEqual(cny(1_325n));
  });
});

describe('splitMoney', () => {
  const split = (amount: bigint, ...weights: bigint[]) =>
    splitMoney(cny(amount), weights).map((part) => part.amountMinor);

  it('gives the remaining units to the largest remainders', () => {
    // Shares of 100 by 1:2:3 are 16.67, 33.33 and 50.
    expect(split(100n, 1n, 2n, 3n)).toEqual([17n, 33n, 50n]);
  });

  it('prefers the earlier of equal remainders', () => {
    expect(split(100n, 1n, 1n, 1n)).toEqual([34n, 33n, 33n]);
  });

  it('gives a single remaining unit to the largest remainder', () => {
    expect(split(10n, 5n, 3n, 1n)).toEqual([6n, 3n, 1n]);
  });

  it('keeps each part within a unit of its exact share', () => {
    for (let amount = -50n; amount <= 50n; amount += 1n)
      for (const weights of [[1n], [1n, 2n], [3n, 7n, 11n], [0n, 5n, 5n, 5n], [1n, 1_000_000n]]) {
        const parts = split(amount, ...weights);
        const whole = weights.reduce((sum, weight) => sum + weight);
        expect(parts.reduce((sum, part) => sum + part)).toBe(amount);
        parts.forEach((part, index) => {
          const off = part * whole - amount * weights[index]!;
          expect(off < whole && off > -whole).toBe(true);
        });
      }
  });

  it('splits a negative amount like a positive one', () => {
    expect(split(-100n, 1n, 1n, 1n)).toEqual([-34n, -33n, -33n]);
  });

  it('gives nothing to a weight of zero', () => {
    expect(split(5n, 0n, 1n, 1n)).toEqual([0n, 3n, 2n]);
  });

  it('returns parts that add up to the amount for any weights', () => {
    for (let amount = -50n; amount <= 50n; amount += 1n) {
      for (const weights of [[1n], [3n, 7n], [1n, 1n, 5n, 9n], [2n, 0n, 11n], [97n, 89n, 83n, 79n, 73n]]) {
        expect(split(amount, ...weights).reduce((sum, part) => sum + part, 0n)).toBe(amount);
      }
    }
  });

  it('keeps the currency', () => {
    expect(splitMoney(money(1n, 'JPY'), [1n])).toEqual([money(1n, 'JPY')]);
  });

  it.each([[[]], [[0n, 0n]], [[2n, -1n]]])('refuses the weights %p', (weights) => {
    expect(() => splitMoney(cny(1n), weights)).toThrow(RangeError);
  });
});

describe('Currencies', () => {
  /** ISO's table from which the library was made. */
  const table = readFileSync(fileURLToPath(import.meta.resolve('currency-codes/iso-4217-list-one.xml')), 'utf8');
  const rows = [...table.matchAll(/<Ccy>([A-Z]{3})<\/Ccy>.*?<CcyMnrUnts>(.*?)<\/CcyMnrUnts>/gs)];
  const units = new Map(rows.map(([, code, digits]) => [code!, digits!]));

  it('all have the minor units of the table of ISO 4217', () => {
    expect(units.size).toBeGreaterThan(170);
    const expected = [...units].filter(([, digits]) => digits !== 'N.A.');
    expect(expected.map(([code]) => [code, String(minorUnitsOf(code))])).toEqual(expected);
  });

  it('exclude metals, units of account and unknown codes', () => {
    const without = [...units].filter(([, digits]) => digits === 'N.A.').map(([code]) => code);
    expect(without).toHaveLength(13);
    expect(without.filter((code) => isCurrency(code))).toEqual([]);
    expect(['cny', '', 'RMB', 'ABC', 'DEM', 'XAD'].filter((code) => isCurrency(code))).toEqual([]);
    expect(() => minorUnitsOf('ABC')).toThrow('Not a currency of ISO 4217: ABC');
  });

  it('include currencies that ISO published after the table, until the library has them', () => {
    expect(minorUnitsOf('XCG')).toBe(2);
    expect(units.has('XCG')).toBe(false);
  });

  it.each([
    [0n, 'CNY', '0.00'],
    [5n, 'EUR', '0.05'],
    [-123_456_789n, 'EUR', '-1,234,567.89'],
    [100_000n, 'CNY', '1,000.00'],
    [1_234n, 'JPY', '1,234'],
    [999n, 'JPY', '999'],
    [271_400n, 'RWF', '271,400'],
    [271_400n, 'HUF', '2,714.00'],
    [1_234_567n, 'KWD', '1,234.567'],
    [12_345n, 'CLF', '1.2345'],
  ])('print %d minor units of %s as %s', (amountMinor, currency, text) => {
    expect(amountText(amountMinor, currency)).toBe(text);
    expect(moneyText(amountMinor, currency)).toBe(`${currency} ${text}`);
  });
});
