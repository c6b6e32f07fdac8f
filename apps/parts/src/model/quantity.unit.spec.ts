import { milliOf, quantityOf } from './quantity.ts';

describe('a quantity', () => {
  it.each([
    ['1', 1_000],
    ['0.5', 500],
    ['12.345', 12_345],
    ['0.001', 1],
    ['100', 100_000],
    ['0', 0],
    ['999999.999', 999_999_999],
  ])('converts %s to %d thousandths and back', (text, milli) => {
    expect(milliOf(text)).toBe(milli);
    expect(quantityOf(milli)).toBe(text);
  });

  it('has no trailing zeros, and may be negative for a change', () => {
    expect(quantityOf(milliOf('1.500'))).toBe('1.5');
    expect(quantityOf(-1_500)).toBe('-1.5');
  });

  it('is rounded to thousandths, and refuses other text', () => {
    expect(milliOf('0.0005')).toBe(1);
    expect(() => milliOf('a few')).toThrow(RangeError);
  });
});
