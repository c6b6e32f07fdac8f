import { readPdf, type Box, type PdfPage } from './read-pdf.ts';

const side = 40;
const inkStroke = /^0\.1137/;
const line = /^0\.3568/;

/**
 * Everything on a document that does not stand where it belongs, in words for the reader of a failed test: letters and lines beyond the margins of
 * their page, letters upon each other, signatures that are not upon the line that they are given on.
 *
 * @param signatures that were drawn
 */
export function misplaced(bytes: Uint8Array, signatures = 0): string[] {
  const pages = readPdf(bytes);
  const faults = pages.flatMap((page, index) =>
    [...beyond(page), ...upon(page), ...unsigned(page)].map((fault) => `page ${index + 1}: ${fault}`),
  );
  const drawn = pages.flatMap(({ marks }) =>
    marks.filter(({ kind, color }) => kind === 'stroke' && inkStroke.test(color)),
  );
  if (drawn.length !== signatures) faults.push(`${drawn.length} signatures were drawn, and not ${signatures}`);
  if (pages.length === 0) faults.push('no pages');
  return faults;
}

function beyond({ width, height, texts, marks }: PdfPage): string[] {
  const isBeyond = ({ left, right, top, bottom }: Box) =>
    left < side - 1 || right > width - side + 1 || top < 20 || bottom > height - 20;
  return [
    ...texts.filter(isBeyond).map((text) => `"${text.text}" is beyond the margins (${said(text)})`),
    ...marks.filter(isBeyond).map((mark) => `a ${mark.kind} is beyond the margins (${said(mark)})`),
  ];
}

function upon({ texts }: PdfPage): string[] {
  const shown = texts.filter(({ text }) => text.trim() !== '').sort((a, b) => a.top - b.top);
  const found: string[] = [];
  for (const [index, one] of shown.entries()) {
    for (const other of shown.slice(index + 1)) {
      if (other.top > one.bottom) break;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > 1 && down > 0.5) found.push(`"${one.text}" and "${other.text}" are upon each other (${said(one)})`);
    }
  }
  return found;
}

function unsigned({ marks }: PdfPage): string[] {
  const strokes = marks.filter(({ kind }) => kind === 'stroke');
  const lines = strokes.filter(({ color }) => line.test(color));
  return strokes
    .filter(({ color }) => inkStroke.test(color))
    .filter(
      (drawn) =>
        !lines.some(
          ({ left, right, top }) =>
            drawn.left >= left && drawn.right <= right && drawn.bottom <= top && drawn.top >= top - 60,
        ),
    )
    .map((drawn) => `a signature is not upon its line (${said(drawn)})`);
}

const said = ({ left, top, right, bottom }: Box) =>
  [left, top, right, bottom].map((value) => value.toFixed(1)).join(', ');
