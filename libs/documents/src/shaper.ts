import { readFileSync } from 'node:fs';
import type * as Harfbuzz from 'harfbuzzjs';
import type { FontkitFont, FontkitRun } from './fontkit.ts';

let harfbuzz: typeof Harfbuzz | undefined;
let buffer: Harfbuzz.Buffer;
const fonts = new Map<string, Harfbuzz.Font>();

/** HarfBuzz is loaded with the first document that has letters to be shaped. */
export async function loadShaper(): Promise<void> {
  if (harfbuzz) return;
  const loaded = await import('harfbuzzjs');
  buffer = new loaded.Buffer();
  harfbuzz = loaded;
}

export type Direction = 'ltr' | 'rtl';

/**
 * The glyphs of a text of one script, joined, stacked and in the order in which they stand on the line.
 *
 * @param file that `font` was read from
 * @param direction that of the script where it is left out
 */
export function shape(text: string, file: string, font: FontkitFont, direction?: Direction): FontkitRun {
  if (!harfbuzz) throw new Error('HarfBuzz is not loaded; a document loads it before it is laid out');
  buffer.reset();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  if (direction) buffer.setDirection(direction === 'rtl' ? harfbuzz.Direction.RTL : harfbuzz.Direction.LTR);
  harfbuzz.shape(fontOf(file, harfbuzz), buffer);
  const placed = buffer.getGlyphInfosAndPositions();
  const starts = [...new Set(placed.map(({ cluster }) => cluster))].sort((one, other) => one - other);
  const told = new Set<number>();
  const glyphs = placed.map(({ codepoint: id, cluster }) => {
    // The characters of a cluster are told by its first glyph, for those who search the document or copy from it.
    const end = starts[starts.indexOf(cluster) + 1] ?? text.length;
    const characters = told.has(cluster) ? '' : text.slice(cluster, end);
    told.add(cluster);
    const codePoints = Array.from(characters, (character) => character.codePointAt(0)!);
    return { id, codePoints, advanceWidth: font.getGlyph(id).advanceWidth };
  });
  const positions = placed.map(({ xAdvance = 0, yAdvance = 0, xOffset = 0, yOffset = 0 }) => ({
    xAdvance,
    yAdvance,
    xOffset,
    yOffset,
  }));
  return new ShapedRun(glyphs, positions);
}

class ShapedRun implements FontkitRun {
  readonly glyphs: FontkitRun['glyphs'];
  readonly positions: FontkitRun['positions'];

  constructor(glyphs: FontkitRun['glyphs'], positions: FontkitRun['positions']) {
    this.glyphs = glyphs;
    this.positions = positions;
  }

  /** Of the positions as they are: pdfkit brings them to another scale before it asks. */
  get advanceWidth(): number {
    return this.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  }
}

function fontOf(file: string, { Blob, Face, Font }: typeof Harfbuzz): Harfbuzz.Font {
  let font = fonts.get(file);
  if (!font) fonts.set(file, (font = new Font(new Face(new Blob(readFileSync(file))))));
  return font;
}
