import { describe, expect, test } from '@jest/globals';
import type { TextKind } from '@waystation/contracts';
import { takeText } from './text-rule.ts';

const taken = (text: string, kind: TextKind = 'LINE') => (takeText(text, kind) as { text?: string }).text;
const fault = (text: string, kind: TextKind = 'LINE') => (takeText(text, kind) as { fault?: string }).fault;

describe('a text of one line', () => {
  test.each([
    ['one Chinese character', '王'],
    ['one letter', 'O'],
    ['rare Chinese characters', '𠮷䶮㛃'],
    ['a family of four', '👨‍👩‍👧‍👦'],
    ['an emoji with a skin tone', '👩🏽‍🚀'],
    ['a heart on fire', '❤️‍🔥'],
    ['the flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['a decomposed letter', 'u\u0308ber'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['Sinhala with a joiner', 'ක්\u200dරම'],
    ['Mongolian with a vowel separator', 'ᠬᠠᠷ\u180eᠠ'],
    ['Arabic', 'محمد'],
    ['full-width marks of Chinese', '发动机（异响），请检查。'],
    ['two blanks between words', 'a  b'],
    ['an Arabic number sign', '\u0600\u0661'],
  ])('keeps as typed: %s', (_, text) => {
    expect(taken(text)).toBe(text);
  });

  test.each([
    ['blanks at its ends', '  Li Wei ', 'Li Wei'],
    ['ideographic spaces at its ends', '\u3000李伟\u3000', '李伟'],
    ['line breaks at its ends', '\nLi Wei\r\n', 'Li Wei'],
    ['a zero width space', 'Li\u200bWei', 'LiWei'],
    ['a byte order mark', '\ufeffLi', 'Li'],
    ['a word joiner and a soft hyphen', 'a\u2060b\u00adc', 'abc'],
    ['a direction mark', 'Li\u200e', 'Li'],
    ['a joiner between plain letters', 'Ali\u200dce', 'Alice'],
  ])('loses blanks at its ends and invisible characters: %s', (_, text, kept) => {
    expect(taken(text)).toBe(kept);
  });

  test.each(['   ', '\u3000', '\u200b', '\ufeff', '\u2800', '\u3164', '\u0301', '\ufe0f', '\n', '\u200d'])(
    'becomes empty without a visible character: %j',
    (text) => {
      expect(taken(text)).toBe('');
      expect(taken(text, 'LINES')).toBe('');
    },
  );

  test.each([
    ['NUL', 'a\u0000b', 'TEXT_CONTROL'],
    ['the colour of a terminal', 'a\u001b[31mb', 'TEXT_CONTROL'],
    ['delete', 'a\u007fb', 'TEXT_CONTROL'],
    ['a line break', 'a\nb', 'TEXT_LINE_BREAK'],
    ['a tab', 'a\tb', 'TEXT_LINE_BREAK'],
    ['a line separator', 'a\u2028b', 'TEXT_LINE_BREAK'],
    ['a direction override', 'Ali\u202eace', 'TEXT_DIRECTION'],
    ['a direction isolate', 'a\u2066b', 'TEXT_DIRECTION'],
    ['half an emoji', 'a\ud83d', 'TEXT_NOT_UNICODE'],
    ['a noncharacter', 'a\ufffeb', 'TEXT_NOT_UNICODE'],
    ['a tag that belongs to no flag', 'a\u{e0041}', 'TEXT_INVISIBLE'],
    ['an invisible multiplication sign', 'a\u2062b', 'TEXT_INVISIBLE'],
  ])('is refused with %s', (_, text, reason) => {
    expect(fault(text)).toBe(reason);
  });
});

describe('a text of several lines', () => {
  test('keeps line breaks and tabs, with uniform line breaks', () => {
    expect(taken('a\r\nb\rc\n\td\u2028e', 'LINES')).toBe('a\nb\nc\n\td\ne');
  });

  test.each([
    ['NUL', 'a\u0000b', 'TEXT_CONTROL'],
    ['a form feed', 'a\fb', 'TEXT_CONTROL'],
    ['a direction override', 'a\n\u202eb', 'TEXT_DIRECTION'],
  ])('is refused with %s', (_, text, reason) => {
    expect(fault(text, 'LINES')).toBe(reason);
  });
});

describe('a code, plate or number', () => {
  test.each<[TextKind, string, string]>([
    ['CODE', 'Ｘ－７７　Ａ', 'X-77 A'],
    ['PLATE', '沪Ａ·１２３４５', '沪A·12345'],
    ['PHONE', '＋８６（１３９）５５５０', '+86(139)5550'],
    ['VIN', ' lzz 7clvc8-3hju89624', 'LZZ7CLVC83HJU89624'],
    ['VIN', 'ＬＺＺ７ＣＬＶＣ８３ＨＪＵ８９６２', 'LZZ7CLVC83HJU8962'],
  ])('gets plain characters for full-width ones: %s', (kind, typed, kept) => {
    expect(taken(typed, kind)).toBe(kept);
  });

  test('is refused with a line break', () => {
    expect(fault('沪C\n1234', 'PLATE')).toBe('TEXT_LINE_BREAK');
  });

  test('differs from a name, which keeps full-width characters', () => {
    expect(taken('ＡＢＣ商事')).toBe('ＡＢＣ商事');
  });
});
