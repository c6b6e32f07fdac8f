import i18next, { type i18n } from 'i18next';

/** Slug -> words, a catalog for each language. */
export interface Texts {
  en: Readonly<Record<string, string>>;
  zh: Readonly<Record<string, string>>;
}

/** Words for slugs, in the reader's language. */
export class Words {
  readonly #i18n: i18n;

  constructor(texts: Texts) {
    this.#i18n = i18next.createInstance({
      resources: { en: { translation: texts.en }, zh: { translation: texts.zh } },
      fallbackLng: 'en',
      supportedLngs: ['en', 'zh'],
      nonExplicitSupportedLngs: true,
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false },
    });
    void this.#i18n.init();
  }

  /** The words for a slug; the slug itself where there are none, which a test of each service rules out. */
  of(slug: string, language: string, facts: Readonly<Record<string, string>> = {}): string {
    return this.#i18n.t(slug, { lng: language, ...facts });
  }
}

/** The language that is answered in. @param header of the form of HTTP's Accept-Language */
export function languageOf(header: string | undefined): 'en' | 'zh' {
  return /^\s*zh\b/i.test(header ?? '') ? 'zh' : 'en';
}
