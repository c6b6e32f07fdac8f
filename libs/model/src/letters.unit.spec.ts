import { mustFit } from './letters.ts';

it('accepts texts that together have the maximum length', () => {
  expect(() => mustFit([], 0)).not.toThrow();
  expect(() => mustFit(['abc', '', '制动'], 5)).not.toThrow();
});

it('refuses longer texts and states how many letters to remove', () => {
  expect(() => mustFit(['abc', '制动', 'd'], 5)).toThrow(
    expect.objectContaining({ reason: 'TEXTS_TOO_LONG', metadata: { letters: '6', most: '5', over: '1' } }),
  );
});
