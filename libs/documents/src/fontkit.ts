import { createRequire } from 'node:module';

/** Part of fontkit's font that is used here; fontkit ships no types. */
export interface FontkitFont {
  readonly unitsPerEm: number;
  readonly characterSet: readonly number[];
  readonly postscriptName: string;
  readonly loca: { readonly offsets: readonly number[] };
  glyphForCodePoint(codePoint: number): FontkitGlyph;
  getGlyph(id: number, codePoints?: readonly number[]): FontkitGlyph;
  layout(text: string, features?: readonly string[]): FontkitRun;
  readonly directory: { readonly tables: Readonly<Record<string, { length: number } | undefined>> };
  /** Part of the font with the glyphs of a document. */
  createSubset(): { includeGlyph(id: number): number; encode(): Uint8Array };
  _getTableStream(table: string): { pos: number; readBuffer(length: number): Uint8Array };
  /** Cache of glyphs, each with the characters of its first use. */
  _glyphs: Record<number, FontkitGlyph>;
}

export interface FontkitGlyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
  /** Outline; null if it is empty, such as that of a space. */
  _decode(): { numberOfContours: number; components: readonly { pos: number; glyphID: number }[] } | null;
  _getMetrics(): { leftBearing: number };
}

export interface FontkitRun {
  readonly glyphs: readonly Pick<FontkitGlyph, 'id' | 'advanceWidth' | 'codePoints'>[];
  readonly positions: readonly FontkitPosition[];
  readonly advanceWidth: number;
}

/** Position of a glyph, in font units. */
export interface FontkitPosition {
  xAdvance: number;
  yAdvance: number;
  xOffset: number;
  yOffset: number;
}

interface FontkitFormat {
  new (stream: { buffer: Uint8Array }): object;
  probe(buffer: Uint8Array): boolean;
}

interface Fontkit {
  create(bytes: Uint8Array): FontkitFont;
  registerFormat(format: FontkitFormat): void;
}

/** The copy of fontkit that pdfmake uses, so that formats registered here reach it. */
export function fontkitOfPdfmake(): Fontkit {
  const ofPdfmake = createRequire(createRequire(import.meta.url).resolve('pdfmake'));
  return createRequire(ofPdfmake.resolve('pdfkit'))('fontkit') as Fontkit;
}
