import { leftToRight, rightToLeft } from './marks.ts';

/** What is used of pdfmake's pieces of a line. */
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
  /** As `runs` gave it. */
  level?: number;
  paragraphLevel?: number;
}

/** What is used of pdfmake's lines. */
export interface Line {
  inlines: Inline[];
  inlineWidths: number;
  leadingCut: number;
  trailingCut: number;
}

/**
 * Brings the pieces of a line, which was broken in the order in which it is read, into that in which it stands on the
 * page: rule L2 of the Unicode Bidirectional Algorithm (UAX 9), for whole pieces, each of one direction.
 * A paragraph from the right stands at the right of its room.
 */
export function putInVisualOrder(line: Line): void {
  if (!line.inlines.some(({ level = 0 }) => level > 0)) return;
  const inlines = withoutEnds(line.inlines);
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

/** The same without spaces at both ends, which are in its middle once it is turned. */
function withoutEnds(of: readonly Inline[]): Inline[] {
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
