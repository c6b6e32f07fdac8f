import { bidi } from './bidi.ts';
import type { FontkitFont, FontkitGlyph, FontkitRun } from './fontkit.ts';
import { familyOf, fontNames } from './fonts.ts';
import { useKeptRuns } from './document-font.ts';
import { drawLine } from './drawn-lines.ts';
import { drawShape } from './drawn-shapes.ts';
import { measureWords } from './inlines.ts';
import { fillLine } from './lines.ts';
import { leftToRight, mayBreak, rightToLeft, withoutMarks } from './marks.ts';
import { internals } from './pdfmake-internals.ts';
import { shape, type Direction } from './shaper.ts';
import { putInVisualOrder } from './visual-order.ts';

const shapedFiles = new Set<string>(
  fontNames.flatMap((name) => (familyOf[name].shaped ? [familyOf[name].normal, familyOf[name].bold] : [])),
);

/** Han letter, which no font replaces or moves when it stands alone; most Chinese letters are set one by one. */
const hanLetter = /^[\u3400-\u4dbf\u4e00-\u9fef]$/;

/** Makes a font obey the marks of `runs` without printing them, and shape its letters if its script needs that. */
export function setByMarks(font: FontkitFont, path: string): void {
  const { layout } = font;
  font.layout = function (text, features) {
    const { direction, rest } = directed(text);
    const printed = withoutMarks(rest);
    const run = shapedFiles.has(path)
      ? shape(rest.replaceAll(mayBreak, ''), path, this, direction)
      : hanLetter.test(printed)
        ? asIs(this.glyphForCodePoint(printed.charCodeAt(0)))
        : layout.call(this, direction === 'rtl' ? mirrored(printed) : printed, features);
    // Unprintable characters are refused earlier, so a missing glyph means that the fonts do not match
    // `coverage.gen.ts`.
    if (run.glyphs.some(({ id }) => id === 0))
      throw new Error(`${path} lacks a glyph that coverage.gen.ts lists: run npm run generate`);
    return run;
  };
}

function asIs(glyph: FontkitGlyph): FontkitRun {
  const { advanceWidth } = glyph;
  return {
    glyphs: [glyph],
    positions: [{ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }],
    advanceWidth,
  };
}

function directed(text: string): { direction?: Direction; rest: string } {
  if (text.startsWith(rightToLeft)) return { direction: 'rtl', rest: text.slice(1) };
  if (text.startsWith(leftToRight)) return { direction: 'ltr', rest: text.slice(1) };
  return { rest: text };
}

/** Reverses a right-to-left text in a font that is not shaped, and mirrors its brackets. */
function mirrored(text: string): string {
  return Array.from(text, (character) => bidi.getMirroredCharacter(character) ?? character)
    .reverse()
    .join('');
}

/** Rounding errors of widths in points: a text must fit into a column that is exactly as wide as the text. */
const roundingMax = 0.001;

/**
 * Replaces parts of pdfmake that it has no extension points for: lines in both directions, headings that move to the next
 * page with their content, and the measuring and drawing, which took most of the time of a document.
 */
export function replaceTypesetting(): void {
  const { LayoutBuilder, Line, PdfDocument, Renderer, TextInlines } = internals();
  useKeptRuns(PdfDocument.prototype);
  TextInlines.prototype.measure = measureWords;
  LayoutBuilder.prototype.buildNextLine = function ({ _inlines: words = [] }) {
    if (words.length === 0) return null;
    const line = new Line(this.writer.context().availableWidth + roundingMax);
    fillLine(line, words);
    putInVisualOrder(line);
    return line;
  };
  Renderer.prototype.renderLine = function (line, x, y) {
    drawLine(this.pdfDocument, line, x, y);
  };
  Renderer.prototype.renderVector = function (shape) {
    drawShape(this.pdfDocument, shape);
  };
  const { processNode } = LayoutBuilder.prototype;
  LayoutBuilder.prototype.processNode = function (node, isVerticalAlignmentAllowed) {
    if (node.lowestTop !== undefined && this.writer.context().y > node.lowestTop) node.pageBreak = 'before';
    processNode.call(this, node, isVerticalAlignmentAllowed);
  };
}
