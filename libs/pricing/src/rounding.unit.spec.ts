import { roundingOf, roundQuotient } from './rounding.ts';

it.each(['CN', 'DE', 'XX'])('rounds half up in %s', (jurisdiction) => {
  expect(roundingOf(jurisdiction)).toBe('half_up');
});

it.each([
  [1n, 3n, 0n, 0n],
  [2n, 3n, 1n, 1n],
  [1n, 2n, 1n, 0n],
  [3n, 2n, 2n, 2n],
  [30n, 60n, 1n, 0n],
  [0n, 60n, 0n, 0n],
])('rounds %d / %d', (numerator, denominator, halfUp, halfEven) => {
  expect(roundQuotient(numerator, denominator, 'half_up')).toBe(halfUp);
  expect(roundQuotient(numerator, denominator, 'half_even')).toBe(halfEven);
});
