import type { Inline, Line } from './pdfmake-internals.ts';

/**
 * Fills a line with the next words of a paragraph and removes them from it. The same as pdfmake's `buildNextLine`, which
 * copies all words that are left for each word that it sets.
 *
 * @param line empty line
 * @param words of the paragraph that are left
 */
export function fillLine(line: Line, words: Inline[]): void {
  let mustContinue = false;
  while (words.length > 0) {
    if (!mustContinue && !line.hasEnoughSpaceForInline(words[0]!, tied(words))) break;
    const word = words.shift()!;
    const rest = splitToFit(word, line.getAvailableWidth());
    if (rest) words.unshift(rest);
    line.addInline(word);
    mustContinue = word.noNewLine === true && !rest;
  }
  line.lastLineInParagraph = words.length === 0;
}

/** Words after the first one that may not be separated from it. */
function tied(words: readonly Inline[]): readonly Inline[] {
  if (!words[0]!.noNewLine) return [];
  const end = words.findIndex(({ noNewLine }, index) => index > 0 && !noNewLine);
  return words.slice(1, end < 0 ? words.length : end + 1);
}

/** Shortens a word that is wider than the line to the letters that fit, at least one. Returns the other letters. */
function splitToFit(word: Inline, width: number): Inline | undefined {
  const { text, font, fontSize, fontFeatures } = word;
  if (text.length <= 1 || word.width <= width) return undefined;
  const widthOf = (part: string) => font.widthOfString(part, fontSize, fontFeatures);
  let fitting = 1;
  for (let low = 1, high = text.length; low <= high;) {
    const middle = (low + high) >> 1;
    if (widthOf(text.slice(0, middle)) <= width) [fitting, low] = [middle, middle + 1];
    else high = middle - 1;
  }
  if (fitting >= text.length) return undefined;
  const rest = { ...word, text: text.slice(fitting), width: widthOf(text.slice(fitting)) };
  word.text = text.slice(0, fitting);
  word.width = widthOf(word.text);
  return rest;
}
