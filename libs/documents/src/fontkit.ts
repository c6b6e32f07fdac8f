import { createRequire } from 'node:module';

/** What is used of fontkit's fonts, which has no types of its own. */
export interface FontkitFont {
  readonly unitsPerEm: number;
  readonly characterSet: readonly number[];
  readonly postscriptName: string;
  getGlyph(id: number, codePoints?: readonly number[]): FontkitGlyph;
  layout(text: string, features?: readonly string[]): FontkitRun;
  /** Glyphs met so far, each with the characters that it was first met for. */
  _glyphs: Record<number, FontkitGlyph>;
}

export interface FontkitGlyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

export interface FontkitRun {
  readonly glyphs: readonly FontkitGlyph[];
  readonly positions: readonly FontkitPosition[];
  readonly advanceWidth: number;
}

/** In the font's units. */
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

/** The very fontkit that pdfmake's PDFs are made with. */
export function fontkitOfPdfmake(): Fontkit {
  const ofPdfmake = createRequire(createRequire(import.meta.url).resolve('pdfmake'));
  return createRequire(ofPdfmake.resolve('pdfkit'))('fontkit') as Fontkit;
}
