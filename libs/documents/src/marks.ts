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

/**
 * Invisible characters that people type or paste. Joiners are not included, because some scripts are spelt with them.
 */
const unseen =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}]/gu;

/** Variation selectors, which choose a form of the character before them, and joiners. */
const formSelectors = /[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** Visible part of a text that people typed, in normal form NFC. */
export function shown(text: string): string {
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
