import { readFileSync } from 'node:fs';
import { familyOf, type FontName } from './fonts.ts';
import { fontkitOfPdfmake } from './fontkit.ts';
import { loadShaper, shape } from './shaper.ts';

beforeAll(loadShaper);

const glyphsOf = (text: string, name: FontName, weight: 'normal' | 'bold' = 'normal') => {
  const file = familyOf[name][weight];
  return shape(text, file, fontkitOfPdfmake().create(readFileSync(file)));
};

// Glyph ids in visual order, as `hb-shape` prints them.
it.each([
  ['joined Uyghur letters', 'arabic', 'ئۇيغۇر', [30, 305, 98, 281, 48, 317, 21, 305, 98, 296, 19]],
  ['Arabic marks above their letters', 'arabic', 'مُحَمَّد', [29, 369, 366, 78, 369, 26, 370, 79]],
  ['Hebrew points', 'hebrew', 'שָׁלוֹם', [23, 46, 124, 55, 79, 100, 96]],
  ['Thai sara am after a tone mark', 'thai', 'น้ำมัน', [63, 59, 49, 78, 56, 45, 63]],
  ['Hindi conjuncts', 'devanagari', 'क्षत्रिय', [90, 542, 304, 81]],
  ['classical Mongolian', 'mongolian', 'ᠮᠣᠩᠭᠣᠯ', [121, 32, 1298, 32, 129]],
  ['Tibetan stacks', 'tibetan', 'བཀྲ་ཤིས', [27, 180, 1261, 41, 1328, 43]],
  ['Bengali', 'bengali', 'ট্রাক', [217, 329, 285, 59, 25]],
  ['Tamil vowels around their letter', 'tamil', 'கொடு', [46, 18, 41, 116]],
  ['Khmer', 'khmer', 'ត្រូវ', [220, 65, 118, 80]],
  ['Burmese vowels before their letter', 'burmese', 'ကြောင့်', [372, 198, 4, 368, 8, 378, 381]],
  ['Punjabi', 'gurmukhi', 'ਪੰਜਾਬੀ', [37, 77, 24, 51, 39, 53]],
  ['the skin tone of an emoji', 'emoji', '👍🏻', [578]],
  ['a family of emoji', 'emoji', '👨‍👩‍👧‍👦', [1484]],
] as const)('shapes %s', (_, name, text, glyphs) => {
  expect(glyphsOf(text, name).glyphs.map(({ id }) => id)).toEqual(glyphs);
});

it('positions marks', () => {
  const { positions, advanceWidth } = glyphsOf('ئۇ', 'arabic');
  expect(positions.map(({ xOffset, yOffset }) => [xOffset, yOffset])).toContainEqual([164, -120]);
  expect(advanceWidth).toBe(positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0));
});

it('joins bold letters too', () => {
  expect(glyphsOf('لا', 'arabic', 'bold').glyphs.map(({ id }) => id)).toEqual([10, 73]);
});

it('sets digits in the given direction', () => {
  const file = familyOf.arabic.normal;
  const font = fontkitOfPdfmake().create(readFileSync(file));
  const idsOf = (direction: 'ltr' | 'rtl') => shape('١٢', file, font, direction).glyphs.map(({ id }) => id);
  expect(idsOf('ltr')).toEqual(idsOf('rtl').reverse());
});

it('mirrors brackets of a right-to-left text', () => {
  const file = familyOf.hebrew.normal;
  const font = fontkitOfPdfmake().create(readFileSync(file));
  const idsOf = (text: string, direction: 'ltr' | 'rtl') =>
    shape(text, file, font, direction).glyphs.map(({ id }) => id);
  expect(idsOf('(', 'rtl')).toEqual(idsOf(')', 'ltr'));
});

it('maps glyphs to all characters of the text', () => {
  const { glyphs } = glyphsOf('क्षत्रिय', 'devanagari');
  expect(glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints)).join('')).toBe('क्षत्रिय');
});
