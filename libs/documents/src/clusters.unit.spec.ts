import { clustersOf } from './clusters.ts';
import { has } from './coverage.ts';
import { plain, shown } from './marks.ts';

/** Fonts of a text, without immediate repeats. */
const fontsOf = (text: string) =>
  clustersOf(shown(text))
    .map(({ font }) => font ?? 'none')
    .filter((font, index, all) => font !== all[index - 1]);

describe('clustersOf', () => {
  it.each([
    ['更换机油 oil 5 L, 3 °C', ['common']],
    ['𬭚𰻝㛃䶮', ['common']],
    ['𠮷', ['rare']],
    ['Škoda', ['european']],
    ['nǐ hǎo', ['european']],
    ['Өндөр Қазақ Київ', ['european']],
    ['₸', ['european']],
    ['₮', ['european']],
    ['CO₂', ['common', 'european']],
    ['ئۇيغۇر', ['arabic']],
    ['عربي (12)', ['arabic']],
    ['עברית', ['hebrew']],
    ['ไทย', ['thai']],
    ['한국어', ['korean']],
    ['हिन्दी', ['devanagari']],
    ['ᠮᠣᠩᠭᠣᠯ', ['mongolian']],
    ['བོད་ཡིག', ['tibetan']],
    ['ꆈꌠꉙ', ['yi']],
    ['ქართული', ['georgian']],
    ['Հայ', ['armenian']],
    ['বাংলা', ['bengali']],
    ['தமிழ்', ['tamil']],
    ['తెలుగు', ['telugu']],
    ['ಕನ್ನಡ', ['kannada']],
    ['മലയാളം', ['malayalam']],
    ['ગુજરાતી', ['gujarati']],
    ['ਪੰਜਾਬੀ', ['gurmukhi']],
    ['සිංහල', ['sinhala']],
    ['ລາວ', ['lao']],
    ['ខ្មែរ', ['khmer']],
    ['မြန်မာ', ['burmese']],
    ['አማርኛ', ['ethiopic']],
    ['☑☐✔', ['signs']],
    ['⌀ 20', ['mathematics', 'common']],
    ['👍🏻🚛💊👨‍👩‍👧‍👦🇨🇳1️⃣', ['emoji']],
    ['ꦗꦮ', ['none']],
  ])('finds the fonts of %j', (text, fonts) => {
    expect(fontsOf(text)).toEqual(fonts);
  });

  it('keeps code points of one character together', () => {
    expect(clustersOf('👨‍👩‍👧‍👦क्षि𠮷').map(({ text }) => text)).toEqual(['👨‍👩‍👧‍👦', 'क्षि', '𠮷']);
  });
});

it('treats only characters of the common font as plain', () => {
  const lacking: string[] = [];
  for (let codePoint = 0x20; codePoint < 0x10000; codePoint += 1) {
    const character = String.fromCharCode(codePoint);
    if (plain.test(character) && !has('common', codePoint)) lacking.push(character);
  }
  expect(lacking).toEqual([]);
});
