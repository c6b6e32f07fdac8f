/**
 * Signs that steer a text without being seen. `runs` takes out those that people typed, and puts in its own, by which a
 * line is broken and set; the fonts never print them.
 */

/** A line may break here. */
export const mayBreak = '\u200b';
/** Letters join across it. */
export const joiner = '\u200d';
/** What follows is set from the left to the right, whatever its letters. */
export const leftToRight = '\u202d';
/** What follows is set from the right to the left. */
export const rightToLeft = '\u202e';

/** What people type or paste without seeing it; a joiner is not among them, since some scripts are spelt with it. */
const unseen =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}]/gu;

/** What chooses between forms of the character before it, and the joiners. */
const choosing = /[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** What people typed, as far as it is something to be seen. */
export function shown(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]|[\u1680\u2000-\u200a\u205f]/gu, ' ')
    .replace(unseen, '');
}

/** The characters of a text that need a glyph of their own. */
export function printed(text: string): string {
  return text.replace(choosing, '');
}

/** A text without what steers it, for a font that has no forms to choose between. */
export function withoutMarks(text: string): string {
  return printed(text).replace(unseen, '');
}
