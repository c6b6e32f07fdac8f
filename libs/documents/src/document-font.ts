import { layOut } from './font-runs.ts';
import type { DocumentFont, PdfDocument } from './pdfmake-internals.ts';

/** Makes the fonts of documents use the layouts that the thread keeps; pdfkit lays out each text to measure and to draw it. */
export function useKeptRuns(prototype: PdfDocument): void {
  const { provideFont } = prototype;
  const prepared = new WeakSet<DocumentFont>();
  prototype.provideFont = function (family, bold, italics) {
    const font = provideFont.call(this, family, bold, italics);
    if (!prepared.has(font)) {
      prepared.add(font);
      font.widthOfString = (text, size, features) => layOut(font.font, text, features ?? []).width * (size / 1000);
      font.encode = (text, features) => {
        const { glyphs, positions } = layOut(font.font, text, features ?? []);
        return [glyphs.map((glyph) => codeOf(font, glyph)), positions];
      };
    }
    return font;
  };
}

/** Adds a glyph to the font that the document embeds. Returns its number there as four hexadecimal digits. */
export function codeOf(
  font: DocumentFont,
  { id, advanceWidth, codePoints }: ReturnType<typeof layOut>['glyphs'][number],
): string {
  const number = font.subset.includeGlyph(id);
  font.widths[number] ??= advanceWidth * font.scale;
  font.unicode[number] ??= codePoints;
  return (hexadecimal[number] ??= number.toString(16).padStart(4, '0'));
}

const hexadecimal: string[] = [];
