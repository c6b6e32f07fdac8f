import type { FontkitFont, FontkitPosition } from './fontkit.ts';

/** Glyphs of a text in a font with their places, in thousandths of the font size. Documents share it: never modified. */
export interface TextRun {
  readonly glyphs: readonly TextGlyph[];
  readonly positions: readonly Readonly<FontkitPosition & { advanceWidth: number }>[];
  readonly width: number;
}

export interface TextGlyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

/** Longest text that is kept. Most texts are words and single letters; longer ones rarely repeat. */
const keptLettersMax = 40;
/** Texts kept for each font; then all are dropped. Some 500 bytes each. */
const keptTextsMax = 10_000;

/** Number of texts laid out by this thread, so that tests can bound the work of a document. */
export const layouts = { count: 0 };

/**
 * Layouts of texts in one font, kept for all documents of the thread: laying out a text takes a hundred times longer
 * than drawing it, and documents repeat most words. A layout depends on the text and the features alone.
 */
export class FontRuns {
  readonly #font: FontkitFont;
  readonly #kept = new Map<string, TextRun>();

  constructor(font: FontkitFont) {
    this.#font = font;
  }

  of(text: string, features: readonly string[]): TextRun {
    if (text.length > keptLettersMax) return this.#layOut(text, features);
    const key = features.length > 0 ? `${features.join()}\0${text}` : text;
    let run = this.#kept.get(key);
    if (!run) {
      if (this.#kept.size >= keptTextsMax) this.#kept.clear();
      this.#kept.set(key, (run = this.#layOut(text, features)));
    }
    return run;
  }

  #layOut(text: string, features: readonly string[]): TextRun {
    layouts.count += 1;
    const scale = 1000 / this.#font.unitsPerEm;
    // A glyph remembers the characters of its first use, which may have been another text.
    this.#font._glyphs = {};
    const { glyphs, positions } = this.#font.layout(text, features);
    const placed = positions.map(({ xAdvance, yAdvance, xOffset, yOffset }, index) => ({
      xAdvance: xAdvance * scale,
      yAdvance: yAdvance * scale,
      xOffset: xOffset * scale,
      yOffset: yOffset * scale,
      advanceWidth: glyphs[index]!.advanceWidth * scale,
    }));
    return {
      glyphs: glyphs.map(({ id, advanceWidth, codePoints }) => ({ id, advanceWidth, codePoints })),
      positions: placed,
      width: placed.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
    };
  }
}

const runsOf = new WeakMap<FontkitFont, FontRuns>();

/** Layout of a text in a font that is kept, see `FontRuns`. */
export function layOut(font: FontkitFont, text: string, features: readonly string[]): TextRun {
  let runs = runsOf.get(font);
  if (!runs) runsOf.set(font, (runs = new FontRuns(font)));
  return runs.of(text, features);
}
