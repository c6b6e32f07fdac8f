import { codeOf } from './document-font.ts';
import { layOut, type TextRun } from './font-runs.ts';
import { colorOf, rounded } from './operators.ts';
import type { Inline, Line, PdfDocument } from './pdfmake-internals.ts';

/** Distance in points below which two positions are the same. */
const same = 0.001;

/**
 * Draws a line of text with one text operator for all neighbouring words of one style. pdfmake writes one for each word,
 * and a Chinese letter is a word: that takes several times as long, and makes the file twice as large.
 *
 * @param x of the line's left end
 * @param y of its upper edge
 */
export function drawLine(pdf: PdfDocument, line: Line, x: number, y: number): void {
  const base = y + line.getAscenderHeight();
  let words: Inline[] = [];
  let end = NaN;
  const draw = () => {
    if (words.length > 0) drawWords(pdf, words, x + words[0]!.x, base);
    words = [];
  };
  for (const word of line.inlines) {
    if (word.text === '') continue;
    if (words.length > 0 && !(looksLike(word, words[0]!) && Math.abs(word.x - end) < same)) draw();
    words.push(word);
    end = word.x + word.width;
  }
  draw();
}

function looksLike(one: Inline, other: Inline): boolean {
  return one.font === other.font && one.fontSize === other.fontSize && one.color === other.color;
}

/** Draws words of one style. The page's vertical axis runs down, so the text matrix turns the letters upright. */
function drawWords(pdf: PdfDocument, words: readonly Inline[], x: number, y: number): void {
  const { font, fontSize, color } = words[0]!;
  pdf.page.fonts[font.id] ??= font.ref();
  const scale = fontSize / 1000;
  const operators = [`/DeviceRGB cs\n${colorOf(color)} scn`, 'BT', matrix(x, y), `/${font.id} ${rounded(fontSize)} Tf`];
  let left = x;
  let codes = '';
  let shown: string[] = [];
  let isMoved = false;
  const segment = (gap: number) => {
    if (codes) shown.push(gap ? `<${codes}> ${rounded(gap)}` : `<${codes}>`);
    codes = '';
  };
  const flush = () => {
    segment(0);
    if (shown.length > 0) operators.push(`[${shown.join(' ')}] TJ`);
    shown = [];
  };
  for (const { text, fontFeatures } of words) {
    const { glyphs, positions }: TextRun = layOut(font.font, text, fontFeatures ?? []);
    for (const [index, glyph] of glyphs.entries()) {
      const { xAdvance, xOffset, yOffset, advanceWidth } = positions[index]!;
      if (xOffset || yOffset) {
        flush();
        operators.push(matrix(left + xOffset * scale, y - yOffset * scale));
        codes = codeOf(font, glyph);
        flush();
        isMoved = true;
      } else {
        if (isMoved) operators.push(matrix(left, y));
        isMoved = false;
        codes += codeOf(font, glyph);
        if (xAdvance !== advanceWidth) segment(advanceWidth - xAdvance);
      }
      left += xAdvance * scale;
    }
  }
  flush();
  pdf.addContent(`${operators.join('\n')}\nET`);
}

function matrix(x: number, y: number): string {
  return `1 0 0 -1 ${rounded(x)} ${rounded(y)} Tm`;
}
