import { readPdf, type Box, type PdfPage } from './read-pdf.ts';

const side = 40;
const inkStroke = /^0\.1137/;
const line = /^0\.3568/;

/**
 * Finds layout faults of a document, worded for a failed test: text and lines beyond the margins of their page,
 * overlapping text, and signatures away from their line.
 *
 * @param signatures expected number of drawn signatures
 */
export function misplaced(bytes: Uint8Array, signatures = 0): string[] {
  const pages = readPdf(bytes);
  const faults = pages.flatMap((page, index) =>
    [...beyondMargins(page), ...overlapping(page), ...offSignatureLines(page)].map(
      (fault) => `page ${index + 1}: ${fault}`,
    ),
  );
  const drawn = pages.reduce((sum, page) => sum + drawnSignatures(page), 0);
  if (drawn !== signatures) faults.push(`${drawn} drawn signatures instead of ${signatures}`);
  if (pages.length === 0) faults.push('no pages');
  return faults;
}

function beyondMargins({ width, height, texts, marks }: PdfPage): string[] {
  const isBeyond = ({ left, right, top, bottom }: Box) =>
    left < side - 1 || right > width - side + 1 || top < 20 || bottom > height - 20;
  return [
    ...texts.filter(isBeyond).map((text) => `"${text.text}" is beyond the margins (${cornersOf(text)})`),
    ...marks.filter(isBeyond).map((mark) => `a ${mark.kind} is beyond the margins (${cornersOf(mark)})`),
  ];
}

function overlapping({ texts }: PdfPage): string[] {
  const shown = texts.filter(({ text }) => text.trim() !== '').sort((a, b) => a.top - b.top);
  const found: string[] = [];
  for (const [index, one] of shown.entries()) {
    for (const other of shown.slice(index + 1)) {
      if (other.top > one.bottom) break;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > 1 && down > 0.5) found.push(`"${one.text}" and "${other.text}" overlap (${cornersOf(one)})`);
    }
  }
  return found;
}

/** Signature lines with strokes above them. */
function drawnSignatures({ marks }: PdfPage): number {
  const strokes = marks.filter(({ kind }) => kind === 'stroke');
  const drawn = strokes.filter(({ color }) => inkStroke.test(color));
  return strokes.filter(({ color }) => line.test(color)).filter((each) => drawn.some((ink) => isOn(ink, each))).length;
}

function isOn(ink: Box, { left, right, top }: Box): boolean {
  return ink.left >= left && ink.right <= right && ink.bottom <= top && ink.top >= top - 60;
}

function offSignatureLines({ marks }: PdfPage): string[] {
  const strokes = marks.filter(({ kind }) => kind === 'stroke');
  const lines = strokes.filter(({ color }) => line.test(color));
  return strokes
    .filter(({ color }) => inkStroke.test(color))
    .filter((drawn) => !lines.some((each) => isOn(drawn, each)))
    .map((drawn) => `a signature is not on its line (${cornersOf(drawn)})`);
}

const cornersOf = ({ left, top, right, bottom }: Box) =>
  [left, top, right, bottom].map((value) => value.toFixed(1)).join(', ');
