import { inflateSync } from 'node:zlib';

/** Rectangle on a page, in points from the page's upper left corner. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Text of one operator of the page. */
export interface PdfText extends Box {
  text: string;
  size: number;
}

/** Drawn line or filled shape. */
export interface PdfMark extends Box {
  kind: 'stroke' | 'fill';
  /** Operand of the color operator: three numbers from 0 to 1. */
  color: string;
}

export interface PdfPage {
  width: number;
  height: number;
  texts: PdfText[];
  marks: PdfMark[];
}

type Matrix = readonly [number, number, number, number, number, number];
type Objects = ReadonlyMap<string, PdfObject>;

interface PdfObject {
  text: string;
  stream: string | undefined;
}

interface PdfFont {
  /** Glyph widths by code, in thousandths of the font size. */
  widths: number[];
  letters: Map<number, string>;
}

/**
 * Reads texts, lines and shapes with their places from the pages of a PDF. Supports only the features that documents of
 * this library use: no images, fonts with two bytes per letter, hexadecimal strings.
 */
export function readPdf(bytes: Uint8Array): PdfPage[] {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'));
  const pages = [...objects.values()].filter(({ text }) => /\/Type \/Pages\b/.test(text));
  return refs(pages[0]?.text ?? '', 'Kids').map((kid) => {
    const page = objects.get(kid)!.text;
    const [, , width = 0, height = 0] = numbersIn(/\/MediaBox \[(.*?)\]/.exec(page)![1]!);
    const resources = objects.get(refs(page, 'Resources')[0]!)!.text;
    const fonts = new Map(
      [...(/\/Font <<(.*?)>>/s.exec(resources)?.[1]?.matchAll(/\/(F\d+) (\d+) 0 R/g) ?? [])].map(
        ([, name, ref]) => [name!, fontOf(ref!, objects)] as const,
      ),
    );
    const content = objects.get(refs(page, 'Contents')[0]!)!.stream!;
    return { width, height, ...drawn(content, height, fonts) };
  });
}

/** Text of each page of a PDF, in the order of its operators. */
export function textOfPdf(bytes: Uint8Array): string[] {
  return readPdf(bytes).map(({ texts }) => texts.map(({ text }) => text).join(''));
}

function objectsOf(file: string): Objects {
  const objects = new Map<string, PdfObject>();
  for (const [, id, body] of file.matchAll(/(\d+) 0 obj\n(.*?)\nendobj/gs)) {
    const begin = body!.indexOf('stream\n');
    const text = begin < 0 ? body! : body!.slice(0, begin);
    const isPacked = text.includes('/FlateDecode');
    const raw = begin < 0 ? undefined : body!.slice(begin + 7, body!.lastIndexOf('\nendstream'));
    const stream = raw && isPacked ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw;
    objects.set(id!, { text, stream });
  }
  return objects;
}

function refs(text: string, name: string): string[] {
  const found = new RegExp(`/${name} \\[?((?:\\d+ 0 R\\s*)+)`).exec(text)?.[1] ?? '';
  return [...found.matchAll(/(\d+) 0 R/g)].map(([, id]) => id!);
}

function fontOf(ref: string, objects: Objects): PdfFont {
  const font = objects.get(ref)!.text;
  const widths = /\/W \[0 \[(.*?)\]\]/s.exec(objects.get(refs(font, 'DescendantFonts')[0]!)!.text)![1]!;
  const map = objects.get(refs(font, 'ToUnicode')[0]!)!.stream!;
  const letters = new Map<number, string>();
  for (const [, first, listed] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[(.*?)\]/g)) {
    for (const [index, [, hex]] of [...listed!.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      letters.set(parseInt(first!, 16) + index, fromUtf16(hex!.replaceAll(' ', '')));
    }
  }
  return { widths: numbersIn(widths), letters };
}

function fromUtf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join('');
}

const numbersIn = (text: string) => (text.match(/-?[\d.]+/g) ?? []).map(Number);

/** Product of two matrices, which applies the first and then the second. */
function times([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

function at([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** Interprets the operators of a page. */
function drawn(content: string, height: number, fonts: ReadonlyMap<string, PdfFont>): Pick<PdfPage, 'texts' | 'marks'> {
  const texts: PdfText[] = [];
  const marks: PdfMark[] = [];
  const same: Matrix = [1, 0, 0, 1, 0, 0];
  let state = { ctm: same, stroke: '', fill: '', lineWidth: 1 };
  const kept: (typeof state)[] = [];
  let path: (readonly [number, number])[] = [];
  let text: Matrix = same;
  let font: PdfFont | undefined;
  let size = 0;
  const boxOf = (points: readonly (readonly [number, number])[], edge = 0): Box => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => height - y)];
    const [left, right] = [Math.min(...xs) - edge, Math.max(...xs) + edge];
    return { left, right, top: Math.min(...ys) - edge, bottom: Math.max(...ys) + edge };
  };
  const paint = (kind: PdfMark['kind']) => {
    const isStroke = kind === 'stroke';
    const edge = isStroke ? state.lineWidth / 2 : 0;
    if (path.length > 0) marks.push({ kind, color: isStroke ? state.stroke : state.fill, ...boxOf(path, edge) });
  };
  const show = (operand: string) => {
    const codes = [...operand.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []);
    const gaps = numbersIn(operand.replaceAll(/<[0-9a-f]*>/g, ' ')).reduce((sum, gap) => sum + gap, 0);
    const wide = codes.reduce((sum, code) => sum + (font!.widths[parseInt(code, 16)] ?? 1000), 0) - gaps;
    const matrix = times(text, state.ctm);
    const corners = [at(matrix, 0, 0), at(matrix, (wide / 1000) * size, size * 0.7)];
    const letters = codes.map((code) => font!.letters.get(parseInt(code, 16)) ?? '\ufffd').join('');
    texts.push({ text: letters, size, ...boxOf(corners) });
  };
  for (const line of content.split('\n')) {
    const operator = /(?:^|[\s\]>])([A-Za-z*]+)\s*$/.exec(line)?.[1];
    const operand = operator ? line.slice(0, line.lastIndexOf(operator)) : line;
    const n = numbersIn(operand);
    const point = (index: number) => at(state.ctm, n[index]!, n[index + 1]!);
    if (operator === 'q') kept.push(state);
    else if (operator === 'Q') state = kept.pop()!;
    else if (operator === 'cm') state = { ...state, ctm: times(n as unknown as Matrix, state.ctm) };
    else if (operator === 'w') state = { ...state, lineWidth: n[0]! };
    else if (operator === 'SCN') state = { ...state, stroke: operand.trim() };
    else if (operator === 'scn') state = { ...state, fill: operand.trim() };
    else if (operator === 'm' || operator === 'l') path.push(point(0));
    else if (operator === 'c') path.push(point(0), point(2), point(4));
    else if (operator === 're') path.push(point(0), at(state.ctm, n[0]! + n[2]!, n[1]! + n[3]!));
    else if (operator === 'BT') text = same;
    else if (operator === 'Tm') text = n as unknown as Matrix;
    else if (operator === 'Tf') [font, size] = [fonts.get(/\/(F\d+)/.exec(operand)![1]!), n.at(-1)!];
    else if (operator === 'TJ' || operator === 'Tj') show(operand);
    else if (operator && /^([Ss]|[fF]\*?|[bB]\*?|n)$/.test(operator)) {
      if (/^[fFbB]/.test(operator)) paint('fill');
      if (/^[SsbB]/.test(operator)) paint('stroke');
      path = [];
    }
  }
  return { texts, marks };
}
