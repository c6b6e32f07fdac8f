import { leftToRight, rightToLeft } from './marks.ts';

/** Part of pdfmake's inline that is used here. */
export interface Inline {
  text: string;
  x: number;
  width: number;
  leadingCut?: number;
  trailingCut?: number;
  alignment?: string;
  fontSize: number;
  fontFeatures?: readonly string[] | null;
  font: { widthOfString(text: string, size: number, features?: readonly string[] | null): number };
  /** Bidi levels set by `runs`. */
  level?: number;
  paragraphLevel?: number;
}

/** Part of pdfmake's line that is used here. */
export interface Line {
  inlines: Inline[];
  inlineWidths: number;
  leadingCut: number;
  trailingCut: number;
}

/**
 * Puts the pieces of a line from reading order into visual order: rule L2 of the Unicode Bidirectional Algorithm (UAX
 * 9), applied to whole pieces of one direction. Aligns a right-to-left paragraph to the right.
 */
export function putInVisualOrder(line: Line): void {
  if (!line.inlines.some(({ level = 0 }) => level > 0)) return;
  const inlines = withoutOuterSpaces(line.inlines);
  const levels = inlines.map(({ level = 0 }) => level);
  for (let level = Math.max(...levels); level > 0; level -= 1) {
    for (let start = 0; start < inlines.length; start += 1) {
      let end = start;
      while (end < inlines.length && inlines[end]!.level! >= level) end += 1;
      inlines.splice(start, end - start, ...inlines.slice(start, end).reverse());
      start = Math.max(start, end - 1);
    }
  }
  let x = 0;
  for (const inline of inlines) {
    inline.text = (inline.level! % 2 === 1 ? rightToLeft : leftToRight) + inline.text;
    inline.x = x;
    x += inline.width;
  }
  const first = inlines[0];
  if (first?.paragraphLevel === 1 && first.alignment === 'left') first.alignment = 'right';
  Object.assign(line, { inlines, inlineWidths: x, leadingCut: 0, trailingCut: 0 });
}

/** Removes spaces at both ends of a line, which reordering would move to its middle. */
function withoutOuterSpaces(of: readonly Inline[]): Inline[] {
  const inlines = [...of];
  while (inlines.length > 1 && isBlank(inlines[0]!)) inlines.shift();
  while (inlines.length > 1 && isBlank(inlines.at(-1)!)) inlines.pop();
  trim(inlines[0]!, (text) => text.trimStart());
  trim(inlines.at(-1)!, (text) => text.trimEnd());
  return inlines;
}

function isBlank({ text }: Inline): boolean {
  return text.trim() === '';
}

function trim(inline: Inline, trimmed: (text: string) => string): void {
  const text = trimmed(inline.text);
  if (text === inline.text) return;
  inline.text = text;
  inline.width = inline.font.widthOfString(text, inline.fontSize, inline.fontFeatures);
}
