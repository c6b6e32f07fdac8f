import { createRequire } from 'node:module';
import { bidi } from './bidi.ts';
import type { FontkitFont } from './fontkit.ts';
import { familyOf, fontNames } from './fonts.ts';
import { leftToRight, mayBreak, rightToLeft, withoutMarks } from './marks.ts';
import { shape, type Direction } from './shaper.ts';
import { putInVisualOrder, type Line } from './visual-order.ts';

const shapedFiles = new Set<string>(
  fontNames.flatMap((name) => (familyOf[name].shaped ? [familyOf[name].normal, familyOf[name].bold] : [])),
);

/** Makes a font obey the marks of `runs` without printing them, and shape its letters if its script needs that. */
export function setByMarks(font: FontkitFont, path: string): void {
  const { layout } = font;
  font.layout = function (text, features) {
    const { direction, rest } = directed(text);
    const printed = withoutMarks(rest);
    const run = shapedFiles.has(path)
      ? shape(rest.replaceAll(mayBreak, ''), path, this, direction)
      : layout.call(this, direction === 'rtl' ? mirrored(printed) : printed, features);
    // Unprintable characters are refused earlier, so a missing glyph means that the fonts do not match
    // `coverage.gen.ts`.
    if (run.glyphs.some(({ id }) => id === 0))
      throw new Error(`${path} lacks a glyph that coverage.gen.ts lists: run npm run generate`);
    return run;
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

interface LayoutBuilder {
  buildNextLine(node: object): Line | null;
}

/**
 * Makes pdfmake set lines in both directions. pdfmake has no extension point for this, so it wraps `buildNextLine`:
 * there a line is complete, but not yet placed on the page.
 */
export function orderLines(): void {
  const require = createRequire(import.meta.url);
  const { default: builder } = require('pdfmake/js/LayoutBuilder.js') as { default: { prototype: LayoutBuilder } };
  const { prototype } = builder;
  const { buildNextLine } = prototype;
  prototype.buildNextLine = function (node) {
    const line = buildNextLine.call(this, node);
    if (line) putInVisualOrder(line);
    return line;
  };
}
