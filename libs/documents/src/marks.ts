/**
 * Invisible control characters. `runs` removes those that people typed and inserts others that control line breaks and
 * direction. The fonts never print them.
 */

/** A line may break here. */
export const mayBreak = '\u200b';
/** Letters on both sides join. */
export const joiner = '\u200d';
/** The following text is set from left to right, whatever its letters. */
export const leftToRight = '\u202d';
/** The following text is set from right to left. */
export const rightToLeft = '\u202e';

/** Text that the `common` font prints alone: Chinese, Japanese and Western European letters, with their punctuation. */
export const plain =
  /^[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201a\u201c-\u201e\u2026\u2103\u2116\u3000-\u303f\u3041-\u3096\u309b-\u30ff\u4e00-\u9fef\uff01-\uff9f]*$/;

/**
 * Invisible characters that people type or paste. Joiners are not included, because some scripts are spelt with them.
 */
const unseen =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}]/gu;

/** Variation selectors, which choose a form of the character before them, and joiners. */
const formSelectors = /[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** Visible part of a text that people typed, in normal form NFC. */
export function shown(text: string): string {
  if (plain.test(text)) return text;
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]|[\u1680\u2000-\u200a\u205f]/gu, ' ')
    .replace(unseen, '');
}

/** Characters of a text that need a glyph. */
export function printed(text: string): string {
  return text.replace(formSelectors, '');
}

/** Text without control characters, for a font that is not shaped. */
export function withoutMarks(text: string): string {
  return printed(text).replace(unseen, '');
}
