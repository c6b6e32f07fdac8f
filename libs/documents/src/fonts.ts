import { createRequire } from 'node:module';

/** Font files of a family, and the characters that it is used for. */
export interface FontFamily {
  normal: string;
  bold: string;
  /** Characters that select the family. Most fonts also have Latin letters, but the first two families print those. */
  letters: RegExp;
  /** True if letters join, stack or change places, so that HarfBuzz shapes them. */
  shaped?: boolean;
  /** Written from right to left. */
  rightToLeft?: boolean;
}

const { resolve } = createRequire(import.meta.url);

/** Files of a font package with one file per weight, such as `@expo-google-fonts/noto-sans-thai`. */
function google(fontPackage: string, name: string, hasBold = true): { normal: string; bold: string } {
  const file = (weight: string) => resolve(`@expo-google-fonts/${fontPackage}/${weight}/${name}_${weight}.ttf`);
  const normal = file('400Regular');
  return { normal, bold: hasBold ? file('700Bold') : normal };
}

/**
 * Fonts of all documents, in the order in which they are searched for a character. A font file is read when a document
 * first needs it, and a PDF embeds only the characters it uses. `coverage.gen.ts` is generated from this list.
 */
export const fontFamilies = {
  /** Chinese and Western European letters. */
  common: { ...google('noto-sans-sc', 'NotoSansSC'), letters: /./su },
  /** Letters of Europe and Central Asia that `common` lacks, currency signs, subscripts. */
  european: {
    ...google('noto-sans', 'NotoSans'),
    letters: /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Common}\p{sc=Inherited}]/u,
  },
  /** Arabic, Uyghur, Kazakh, Persian, Urdu. */
  arabic: {
    ...google('noto-sans-arabic', 'NotoSansArabic'),
    letters: /\p{scx=Arab}/u,
    shaped: true,
    rightToLeft: true,
  },
  hebrew: {
    ...google('noto-sans-hebrew', 'NotoSansHebrew'),
    letters: /\p{scx=Hebr}/u,
    shaped: true,
    rightToLeft: true,
  },
  korean: { ...google('nanum-gothic', 'NanumGothic'), letters: /\p{sc=Hang}/u },
  /** Classical script; Mongolian in Cyrillic letters uses `european`. */
  mongolian: { ...google('noto-sans-mongolian', 'NotoSansMongolian', false), letters: /\p{scx=Mong}/u, shaped: true },
  tibetan: { ...google('noto-serif-tibetan', 'NotoSerifTibetan'), letters: /\p{scx=Tibt}/u, shaped: true },
  yi: { ...google('noto-sans-yi', 'NotoSansYi', false), letters: /\p{sc=Yiii}/u },
  thai: { ...google('noto-sans-thai', 'NotoSansThai'), letters: /\p{scx=Thai}/u, shaped: true },
  lao: { ...google('noto-sans-lao', 'NotoSansLao'), letters: /\p{scx=Laoo}/u, shaped: true },
  khmer: { ...google('noto-sans-khmer', 'NotoSansKhmer'), letters: /\p{scx=Khmr}/u, shaped: true },
  burmese: { ...google('noto-sans-myanmar', 'NotoSansMyanmar'), letters: /\p{scx=Mymr}/u, shaped: true },
  /** Hindi, Marathi, Nepali. */
  devanagari: { ...google('noto-sans-devanagari', 'NotoSansDevanagari'), letters: /\p{scx=Deva}/u, shaped: true },
  bengali: { ...google('noto-sans-bengali', 'NotoSansBengali'), letters: /\p{scx=Beng}/u, shaped: true },
  tamil: { ...google('noto-sans-tamil', 'NotoSansTamil'), letters: /\p{scx=Taml}/u, shaped: true },
  telugu: { ...google('noto-sans-telugu', 'NotoSansTelugu'), letters: /\p{scx=Telu}/u, shaped: true },
  kannada: { ...google('noto-sans-kannada', 'NotoSansKannada'), letters: /\p{scx=Knda}/u, shaped: true },
  malayalam: { ...google('noto-sans-malayalam', 'NotoSansMalayalam'), letters: /\p{scx=Mlym}/u, shaped: true },
  gujarati: { ...google('noto-sans-gujarati', 'NotoSansGujarati'), letters: /\p{scx=Gujr}/u, shaped: true },
  /** Punjabi. */
  gurmukhi: { ...google('noto-sans-gurmukhi', 'NotoSansGurmukhi'), letters: /\p{scx=Guru}/u, shaped: true },
  sinhala: { ...google('noto-sans-sinhala', 'NotoSansSinhala'), letters: /\p{scx=Sinh}/u, shaped: true },
  georgian: { ...google('noto-sans-georgian', 'NotoSansGeorgian'), letters: /\p{scx=Geor}/u },
  armenian: { ...google('noto-sans-armenian', 'NotoSansArmenian'), letters: /\p{sc=Armn}/u },
  /** Amharic. */
  ethiopic: { ...google('noto-sans-ethiopic', 'NotoSansEthiopic'), letters: /\p{sc=Ethi}/u },
  /** Operators, arrows and signs such as ⌀. */
  mathematics: { ...google('noto-sans-math', 'NotoSansMath', false), letters: /\p{sc=Common}/u },
  symbols: { ...google('noto-sans-symbols', 'NotoSansSymbols'), letters: /\p{sc=Common}/u },
  /** Boxes to tick, marks, arrows. */
  signs: { ...google('noto-sans-symbols-2', 'NotoSansSymbols2', false), letters: /\p{sc=Common}/u },
  emoji: { ...google('noto-emoji', 'NotoEmoji'), letters: /[\p{Emoji}\p{Emoji_Component}]/u, shaped: true },
  /** Rare Han that `common` lacks, such as Extension B. 28 MB, read only for documents that need it. */
  rare: { ...google('cactus-classical-serif', 'CactusClassicalSerif', false), letters: /\p{sc=Han}/u },
} as const satisfies Readonly<Record<string, FontFamily>>;

export type FontName = keyof typeof fontFamilies;

/** `fontFamilies` typed for access to the optional fields. */
export const familyOf: Readonly<Record<FontName, FontFamily>> = fontFamilies;

/** Names of the families in search order. */
export const fontNames = Object.keys(fontFamilies) as FontName[];
