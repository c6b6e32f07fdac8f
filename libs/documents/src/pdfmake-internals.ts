import { createRequire } from 'node:module';
import type { FontkitFont } from './fontkit.ts';
import type { TextRun } from './font-runs.ts';

/*
 * Parts of pdfmake and pdfkit that `typesetting.ts` and its neighbours replace or use. Neither package exports or types
 * them, so the versions are pinned and `typesetting.unit.spec.ts` compares the replacements with the originals.
 */

/** pdfkit's font of one document. */
export interface DocumentFont {
  readonly id: string;
  readonly font: FontkitFont;
  readonly ascender: number;
  /** Thousandths of the font size in a font unit. */
  readonly scale: number;
  readonly subset: { includeGlyph(id: number): number };
  /** By number in the document: width in thousandths of the font size, and characters. */
  readonly widths: number[];
  readonly unicode: (readonly number[])[];
  lineHeight(size: number): number;
  widthOfString(text: string, size: number, features?: readonly string[] | null): number;
  encode(text: string, features?: readonly string[] | null): [codes: string[], positions: TextRun['positions']];
  ref(): object;
}

/** Word, or letter of a script without spaces, with its style. */
export interface Inline {
  text: string;
  x: number;
  width: number;
  height: number;
  leadingCut?: number;
  trailingCut?: number;
  alignment?: string;
  fontSize: number;
  fontFeatures?: readonly string[] | null;
  /** Color `#rrggbb`. */
  color: string;
  font: DocumentFont;
  /** Ends its line. */
  lineEnd?: boolean | undefined;
  /** No line break between this and the next inline, which differs in its font. */
  noNewLine?: boolean | undefined;
  /** Bidi levels set by `runs`. */
  level?: number | undefined;
  paragraphLevel?: number | undefined;
}

export interface Line {
  inlines: Inline[];
  inlineWidths: number;
  leadingCut: number;
  trailingCut: number;
  lastLineInParagraph?: boolean;
  getHeight(): number;
  getAscenderHeight(): number;
  getAvailableWidth(): number;
  hasEnoughSpaceForInline(inline: Inline, following: readonly Inline[]): boolean;
  addInline(inline: Inline): void;
}

/** Node of the layout, such as a stack or a paragraph. */
export interface LayoutNode {
  _inlines?: Inline[];
  /** Lowest position of its upper edge on a page; below that, it moves to the next page. Set by `layout.ts`. */
  lowestTop?: number;
  pageBreak?: string;
}

export interface LayoutBuilder {
  writer: { context(): { availableWidth: number; y: number } };
  buildNextLine(node: LayoutNode): Line | null;
  processNode(node: LayoutNode, isVerticalAlignmentAllowed?: boolean): void;
}

export interface DocMeasure {
  measureDocument(content: LayoutNode): LayoutNode;
}

export interface StyleStack {
  getProperty(name: string): unknown;
}

/** Word before it is measured: its text and the style of its run, with the name of its font. */
export type Word = Partial<Omit<Inline, 'font'>> & { text: string; font?: string | DocumentFont; bold?: boolean };

export interface TextInlines {
  pdfDocument: PdfDocument;
  measure(words: Word[], styles: StyleStack): Inline[];
}

/** Shape of the kinds and styles that `layout.ts` uses, placed on its page. */
export type Shape =
  | { type: 'rect'; x: number; y: number; w: number; h: number; color: string }
  | ({ type: 'line'; x1: number; y1: number; x2: number; y2: number } & Stroked)
  | ({ type: 'polyline'; points: readonly { x: number; y: number }[] } & Stroked);

interface Stroked {
  lineWidth: number;
  /** Color `#rrggbb`. */
  lineColor: string;
  lineCap?: string;
  lineJoin?: string;
}

export interface Renderer {
  pdfDocument: PdfDocument;
  renderVector(shape: Shape): void;
  renderLine(line: Line, x: number, y: number): void;
}

export interface PdfDocument {
  page: { fonts: Record<string, object> };
  provideFont(family: string, bold: boolean, italics: boolean): DocumentFont;
  addContent(operators: string): void;
}

interface Class<T> {
  prototype: T;
}

function moduleOf<T>(name: string): T {
  const { default: found } = createRequire(import.meta.url)(`pdfmake/js/${name}.js`) as { default: T };
  return found;
}

/** Classes of pdfmake. */
export function internals() {
  return {
    DocMeasure: moduleOf<Class<DocMeasure>>('DocMeasure'),
    LayoutBuilder: moduleOf<Class<LayoutBuilder>>('LayoutBuilder'),
    Line: moduleOf<new (width: number) => Line>('Line'),
    PdfDocument: moduleOf<Class<PdfDocument>>('PDFDocument'),
    Renderer: moduleOf<Class<Renderer>>('Renderer'),
    TextInlines: moduleOf<Class<TextInlines>>('TextInlines'),
  };
}
