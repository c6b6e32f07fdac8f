import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  percentage,
  roundDecimal,
  shortestDecimal,
  unscaledAt,
} from './decimal.ts';

describe('A decimal number', () => {
  it.each([
    ['0', 0n, 0],
    ['1.25', 125n, 2],
    ['-0.05', -5n, 2],
    ['12.50', 1250n, 2],
    ['9007199254740993.1', 90071992547409931n, 1],
  ])('is read from %s and written back', (text, unscaled, scale) => {
    expect(parseDecimal(text)).toEqual({ unscaled, scale });
    expect(formatDecimal({ unscaled, scale })).toBe(text);
  });

  it.each(['', '.5', '5.', '1e3', '1,000', '+1', ' 1', '١'])('cannot be read from "%s"', (text) => {
    expect(() => parseDecimal(text)).toThrow(RangeError);
  });

  it.each([
    ['1.5', '1.50', 0],
    ['1.49', '1.5', -1],
    ['2', '1.999', 1],
    ['-2', '-1.5', -1],
    ['0', '-0.00', 0],
    ['9007199254740993.1', '9007199254740993.01', 1],
  ])('compares %s with %s by value', (a, b, order) => {
    expect(compareDecimals(parseDecimal(a), parseDecimal(b))).toBe(order);
  });

  it.each([
    ['0.1', '0.2', '0.3'],
    ['1.5', '0.125', '1.625'],
    ['2', '-2.0', '0.0'],
  ])('adds %s and %s without rounding', (a, b, sum) => {
    expect(formatDecimal(addDecimals(parseDecimal(a), parseDecimal(b)))).toBe(sum);
  });

  it('converts to smaller units without losing a digit', () => {
    expect(unscaledAt(parseDecimal('1.5'), 3)).toBe(1500n);
    expect(unscaledAt(parseDecimal('-7'), 0)).toBe(-7n);
    expect(() => unscaledAt(parseDecimal('1.2345'), 3)).toThrow(new RangeError('More than 3 decimals: 1.2345'));
  });

  it('multiplies without rounding', () => {
    expect(formatDecimal(multiplyDecimals(parseDecimal('0.1'), parseDecimal('-0.25')))).toBe('-0.025');
  });

  it.each([
    ['13', '0.13'],
    ['8.875', '0.08875'],
    ['0', '0.00'],
  ])('reads %s percent as a factor', (percent, factor) => {
    expect(formatDecimal(percentage(percent))).toBe(factor);
  });

  it.each([
    ['13.00', '13'],
    ['08.50', '8.5'],
    ['6.625', '6.625'],
    ['100', '100'],
    ['0.0', '0'],
    ['-0.10', '-0.1'],
  ])('writes %s without superfluous zeros as %s', (text, shortest) => {
    expect(shortestDecimal(text)).toBe(shortest);
  });

  it.each([
    ['2.4', 2n, 2n],
    ['2.5', 3n, 2n],
    ['2.51', 3n, 3n],
    ['3.5', 4n, 4n],
    ['-2.4', -2n, -2n],
    ['-2.5', -3n, -2n],
    ['-3.5', -4n, -4n],
    ['0.5', 1n, 0n],
    ['7', 7n, 7n],
  ])('rounds %s to %s half up and to %s half even', (text, halfUp, halfEven) => {
    expect(roundDecimal(parseDecimal(text), 'half_up')).toBe(halfUp);
    expect(roundDecimal(parseDecimal(text), 'half_even')).toBe(halfEven);
  });

  it.each([-1, 0.5])('refuses the scale %s', (scale) => {
    expect(() => roundDecimal({ unscaled: 1n, scale }, 'half_up')).toThrow(RangeError);
  });
});
