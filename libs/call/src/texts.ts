import { fixedNames, platformNames, publishedKinds, type Language, type Names } from '@waystation/names';
import i18next, { type i18n } from 'i18next';

/** Texts by slug, for each language. */
export interface Texts {
  en: Readonly<Record<string, string>>;
  zh: Readonly<Record<string, string>>;
}

/** Shown for a placeholder without a value. */
const unknown = '–';

/** Code lists that a placeholder may refer to. */
const lists: readonly string[] = [...Object.keys(platformNames), ...publishedKinds];

/**
 * Texts for slugs in the reader's language. A placeholder may name a code list: `{{payer, payer}}` shows the name of a code
 * from the list of payers, `{{allowed, status}}` names of several codes. `{{from, time}}` shows an instant.
 */
export class TextCatalogue {
  readonly #i18n: i18n;
  readonly #texts: Texts;

  constructor(texts: Texts) {
    this.#texts = texts;
    this.#i18n = i18next.createInstance({
      resources: { en: { translation: texts.en }, zh: { translation: texts.zh } },
      fallbackLng: 'en',
      supportedLngs: ['en', 'zh'],
      nonExplicitSupportedLngs: true,
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false },
      missingInterpolationHandler: () => unknown,
    });
    void this.#i18n.init();
    const { formatter } = this.#i18n.services;
    for (const list of lists)
      formatter!.add(list, (codes: string | undefined, language, about: About) =>
        codes === undefined ? unknown : namesOf(about, list, codes, language === 'zh' ? 'zh' : 'en'),
      );
    formatter!.add('time', (instant: string | undefined) =>
      instant === undefined ? unknown : `${instant.slice(0, 16).replace('T', ' ')} UTC`,
    );
  }

  /** Kinds of the published lists that the texts of some slugs refer to. */
  publishedKindsOf(slugs: readonly string[]): string[] {
    const formats = slugs.flatMap((slug) => [...(this.#texts.en[slug] ?? '').matchAll(/\{\{\w+, (\w+)\}\}/g)]);
    const kinds: readonly string[] = publishedKinds;
    // A requirement of a station class may be a skill.
    const named = formats.map(([, format]) => (format === 'requirement' ? 'skill' : format!));
    return [...new Set(named)].filter((format) => kinds.includes(format));
  }

  /** True if a slug has a text. */
  has(slug: string): boolean {
    return this.#i18n.exists(slug, { lng: 'en' });
  }

  /**
   * The text for a slug; the slug if there is no text, which a test of each service excludes.
   *
   * @param names names for the codes in the facts; by default those that the platform fixes
   */
  of(slug: string, language: string, facts: Readonly<Record<string, string>> = {}, names: Names = fixedNames): string {
    return this.#i18n.t(slug, { lng: language, ...facts, names });
  }
}

/** Option for formatters of placeholders. */
interface About {
  names: Names;
}

/** Names for codes that are separated by commas. */
function namesOf({ names }: About, list: string, codes: string, language: Language): string {
  const named = codes.split(/, ?/).map((code) => names.of(list, code, language));
  return [...new Set(named)].join(language === 'zh' ? '、' : ', ');
}

const languages = ['en', 'zh'] as const;

/**
 * Language for the answer: the available one with the highest quality in the header, the first of several with equal
 * quality, English without a match.
 *
 * @param header in the format of Accept-Language of HTTP
 */
export function languageOf(header: string | undefined): 'en' | 'zh' {
  // Browsers send about ten entries at most; the rest of a longer header is ignored.
  const wished = (header ?? '').slice(0, 500).split(',').map(rangeOf);
  const likedAs = (language: string) => {
    const exact = wished.find(({ range }) => range.split('-', 1)[0] === language);
    return exact ?? wished.find(({ range }) => range === '*');
  };
  const ranked = languages
    .flatMap((language) => {
      const range = likedAs(language);
      return range && range.quality > 0 ? [{ language, ...range, at: wished.indexOf(range) }] : [];
    })
    .sort((a, b) => b.quality - a.quality || a.at - b.at);
  return ranked[0]?.language ?? 'en';
}

function rangeOf(entry: string): { range: string; quality: number } {
  const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((each) => each.startsWith('q='))?.slice(2);
  if (quality === undefined) return { range, quality: 1 };
  return { range, quality: /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(quality) ? Number(quality) : 0 };
}
