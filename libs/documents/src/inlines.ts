import type { DocumentFont, Inline, StyleStack, TextInlines, Word } from './pdfmake-internals.ts';

/**
 * Measures the words of a paragraph. pdfmake looks up 24 style properties for each word, in the word and all nodes around
 * it. This looks up the ones that `layout.ts` uses, once for the paragraph; a run within it may differ only in its font.
 */
export function measureWords(this: TextInlines, words: Word[], styles: StyleStack): Inline[] {
  const style = styleOf(styles);
  const fonts = new Map<string, { font: DocumentFont; height: number }>();
  const fontOf = (name: string) => {
    let found = fonts.get(name);
    if (!found) {
      const font = this.pdfDocument.provideFont(name, style.bold, false);
      fonts.set(name, (found = { font, height: font.lineHeight(style.fontSize) * style.lineHeight }));
    }
    return found;
  };
  return words.map((word) => {
    const { font, height } = fontOf(typeof word.font === 'string' ? word.font : style.font);
    const { fontSize, fontFeatures, alignment, color } = style;
    const { text, lineEnd, noNewLine, level, paragraphLevel } = word;
    const leading = /^\s+/.exec(text)?.[0];
    const trailing = /\s+$/.exec(text)?.[0];
    return {
      text,
      x: 0,
      width: font.widthOfString(text, fontSize, fontFeatures),
      height,
      leadingCut: leading ? font.widthOfString(leading, fontSize, fontFeatures) : 0,
      trailingCut: trailing ? font.widthOfString(trailing, fontSize, fontFeatures) : 0,
      alignment,
      fontSize,
      fontFeatures,
      color,
      font,
      lineEnd,
      noNewLine,
      level,
      paragraphLevel,
    };
  });
}

function styleOf(styles: StyleStack) {
  const property = <T>(name: string, otherwise: T) => (styles.getProperty(name) ?? otherwise) as T;
  return {
    font: property('font', 'common'),
    bold: property('bold', false),
    fontSize: property('fontSize', 12),
    fontFeatures: property<readonly string[]>('fontFeatures', []),
    lineHeight: property('lineHeight', 1),
    alignment: property('alignment', 'left'),
    color: property('color', '#000000'),
  };
}
