import { readFileSync } from 'node:fs';
import type * as Harfbuzz from 'harfbuzzjs';
import type { FontkitFont, FontkitRun } from './fontkit.ts';

let harfbuzz: typeof Harfbuzz | undefined;
let buffer: Harfbuzz.Buffer;
const fonts = new Map<string, Harfbuzz.Font>();

/** Loads HarfBuzz; called before the first document with letters that need shaping. */
export async function loadShaper(): Promise<void> {
  if (harfbuzz) return;
  const loaded = await import('harfbuzzjs');
  buffer = new loaded.Buffer();
  harfbuzz = loaded;
}

export type Direction = 'ltr' | 'rtl';

/**
 * Shapes a text of one script: joins and stacks its letters.
 *
 * @param file that `font` was read from
 * @param direction default: the direction of the script
 * @returns glyphs in visual order, from left to right
 * @throws Error unless `loadShaper` was called
 */
export function shape(text: string, file: string, font: FontkitFont, direction?: Direction): FontkitRun {
  if (!harfbuzz) throw new Error('HarfBuzz is not loaded: call loadShaper before the layout');
  buffer.reset();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  if (direction) buffer.setDirection(direction === 'rtl' ? harfbuzz.Direction.RTL : harfbuzz.Direction.LTR);
  harfbuzz.shape(fontOf(file, harfbuzz), buffer);
  const placed = buffer.getGlyphInfosAndPositions();
  const starts = [...new Set(placed.map(({ cluster }) => cluster))].sort((one, other) => one - other);
  const mapped = new Set<number>();
  const glyphs = placed.map(({ codepoint: id, cluster }) => {
    // The first glyph of a cluster maps to all its characters, so that search and copy work in the PDF.
    const end = starts[starts.indexOf(cluster) + 1] ?? text.length;
    const characters = mapped.has(cluster) ? '' : text.slice(cluster, end);
    mapped.add(cluster);
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

  /** Computed on each access, since pdfkit rescales the positions before it reads the width. */
  get advanceWidth(): number {
    return this.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  }
}

function fontOf(file: string, { Blob, Face, Font }: typeof Harfbuzz): Harfbuzz.Font {
  let font = fonts.get(file);
  if (!font) fonts.set(file, (font = new Font(new Face(new Blob(readFileSync(file))))));
  return font;
}
