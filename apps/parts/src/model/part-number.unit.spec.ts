import { partKey } from './part-number.ts';

describe('a part number', () => {
  it.each(['X-77 A', 'x-77 a', 'X77A', 'X-77A', 'X-77  A', 'X-77 A ', 'X_77A', 'X–77A', 'Ｘ７７Ａ'])(
    'is equal to X77A when it is written %j',
    (written) => {
      expect(partKey(written)).toBe('X77A');
    },
  );

  it.each([
    ['000X123', 'X123'],
    ['BRK-1/2', 'BRK-12'],
    ['P-1.5', 'P-15'],
    ['P-1', 'P-2'],
  ])('is different for %s and %s', (one, other) => {
    expect(partKey(one)).not.toBe(partKey(other));
  });
});
