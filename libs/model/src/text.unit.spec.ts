import { describe, expect, test } from '@jest/globals';
import { isGiven, isPhoneGiven, isVisible } from './text.ts';

const unseen: [string, string][] = [
  ['nothing', ''],
  ['blanks', '   '],
  ['an ideographic space', '\u3000'],
  ['a no-break space', '\u00a0'],
  ['a zero width space', '\u200b'],
  ['a byte order mark', '\ufeff'],
  ['a word joiner', '\u2060'],
  ['a Hangul filler', '\u3164'],
  ['a half-width Hangul filler', '\uffa0'],
  ['a blank Braille pattern', '\u2800'],
  ['a line break', '\n'],
  ['an accent without a letter', '\u0301'],
  ['a variation selector', '\ufe0f'],
];

describe('An invisible text', () => {
  test.each(unseen)('is neither visible nor given: %s', (_, text) => {
    expect(isVisible(text)).toBe(false);
    expect(isGiven(text)).toBe(false);
  });
});

describe('A text', () => {
  test.each(['王', 'O', '𠮷', '7', 'ع', '👍🏻', '\u0935\u094d\u200d\u092f'])(
    'is given by a single character: %s',
    (text) => {
      expect(isVisible(text)).toBe(true);
      expect(isGiven(text)).toBe(true);
    },
  );

  test.each(['-', '--', '...', '。', '/', '?', '——', '+'])('is visible but not given: %s', (text) => {
    expect(isVisible(text)).toBe(true);
    expect(isGiven(text)).toBe(false);
  });

  test('is not given if it is absent', () => {
    expect(isGiven(undefined)).toBe(false);
    expect(isGiven(null)).toBe(false);
  });
});

describe('A phone number', () => {
  test.each(['110', '+86 139 5550 1201', '(021) 5888-1234', '１３９５５５０１２０１'])(
    'is given by digits: %s',
    (text) => {
      expect(isPhoneGiven(text)).toBe(true);
    },
  );

  test.each(['', ' ', '-', '+', '()', '12', 'none', undefined])('is not given by %s', (text) => {
    expect(isPhoneGiven(text)).toBe(false);
  });
});
