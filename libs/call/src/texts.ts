import { fixedNames, platformNames, publishedKinds, type Language, type Names } from '@waystation/names';
import i18next, { type i18n } from 'i18next';

/** Slug -> words, a catalog for each language. */
export interface Texts {
  en: Readonly<Record<string, string>>;
  zh: Readonly<Record<string, string>>;
}

/** Stands where nothing is known for a place: a reader can make something of a dash, and nothing of the place's name. */
const unknown = '–';

/** Lists that a place of a text may name its codes by. */
const lists: readonly string[] = [...Object.keys(platformNames), ...publishedKinds];

/**
 * Words for slugs, in the reader's language. A place says how a code becomes a name: `{{payer, payer}}` is a code of the
 * list of payers, `{{allowed, status}}` several of them, and `{{from, time}}` an instant.
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

  /** Kinds of the published lists that the texts of some slugs name codes by. */
  publishedKindsOf(slugs: readonly string[]): string[] {
    const formats = slugs.flatMap((slug) => [...(this.#texts.en[slug] ?? '').matchAll(/\{\{\w+, (\w+)\}\}/g)]);
    const kinds: readonly string[] = publishedKinds;
    // A requirement of a station class may ask for a skill.
    const named = formats.map(([, format]) => (format === 'requirement' ? 'skill' : format!));
    return [...new Set(named)].filter((format) => kinds.includes(format));
  }

  /** True if a slug has a text. */
  has(slug: string): boolean {
    return this.#i18n.exists(slug, { lng: 'en' });
  }

  /**
   * The words for a slug; the slug itself where there are none, which a test of each service rules out.
   *
   * @param names of the codes among the facts; those that the platform fixes when left out
   */
  of(slug: string, language: string, facts: Readonly<Record<string, string>> = {}, names: Names = fixedNames): string {
    return this.#i18n.t(slug, { lng: language, ...facts, names });
  }
}

/** What a place of a text is filled by. */
interface About {
  names: Names;
}

/** Names of codes that are separated by commas, as a list in a sentence. */
function namesOf({ names }: About, list: string, codes: string, language: Language): string {
  const named = codes.split(/, ?/).map((code) => names.of(list, code, language));
  return [...new Set(named)].join(language === 'zh' ? '、' : ', ');
}

const languages = ['en', 'zh'] as const;

/**
 * The language that is answered in: of those that there are words in, the one that the reader likes best; the first that
 * he names where he likes several alike, and English where he names none.
 *
 * @param header of the form of HTTP's Accept-Language
 */
export function languageOf(header: string | undefined): 'en' | 'zh' {
  // What comes from a browser has some ten entries at most; a longer one is a mistake, and is not read to its end.
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
