import { Refused } from '@waystation/model';
import type { DocumentData, DocumentFact, DocumentSection } from './document-data.ts';
import { widthsOf } from './room.ts';

/**
 * Upper limits of one document. Rendering this much takes half a second on an idle processor, or two if nearly every
 * word is different. Services keep the
 * texts and entries of a visit far below these limits when they are recorded; this is the last safeguard.
 */
export const documentLimits = { pages: 60, letters: 80_000 };

/** Estimated sizes in points: height of a text line, padding of a table row, usable height and width of a page. */
const lineHeight = 13.7;
const rowEdges = 7;
const pageRoom = 700;
const width = 515;

/** Estimated length of a document. */
export interface DocumentLength {
  pages: number;
  /** Letters of all texts. */
  letters: number;
  /** Heading of the section that takes up the most room; the document's title without sections. */
  longest: string;
}

/**
 * Estimates the length of a document before it is rendered. Overestimates rather than underestimates the pages.
 *
 */
export function lengthOf(data: DocumentData): DocumentLength {
  const { parties = [], facts = [], sections = [], notes = [], signatures = [] } = data;
  let height = 100 + Math.ceil(signatures.length / 2) * 110;
  let letters = 0;
  const row = (cells: readonly (readonly [text: string, width: number])[]) => {
    letters += cells.reduce((sum, [text]) => sum + text.length, 0);
    height += Math.max(1, ...cells.map(([text, room]) => linesOf(text, room))) * lineHeight + rowEdges;
  };
  const addFacts = (of: readonly DocumentFact[]) => {
    for (const [name, value] of of) row([[`${name}\n${value}`, value.length > 120 ? width : width / 3]]);
  };
  const section = ({ text = '', facts: own = [], points = [], table }: DocumentSection) => {
    height += 30;
    row([[text, width]]);
    addFacts(own);
    for (const { text, result = '', note } of points) {
      row([
        [note ? `${text}\n${note}` : text, width - (result.length > 24 ? 200 : 100)],
        [result, 200],
      ]);
    }
    const rooms = widthsOf(table?.columns ?? [], width);
    for (const cells of table?.rows ?? []) row(cells.map((cell, index) => [cell, rooms[index] ?? width] as const));
    addFacts(table?.total ?? []);
  };
  for (const { lines } of parties) row([[lines.join('\n'), width / 2]]);
  addFacts(facts);
  const heights = sections.map((each) => {
    const above = height;
    section(each);
    return height - above;
  });
  const longest = sections[heights.indexOf(Math.max(...heights))]?.title ?? data.title;
  for (const each of notes) row([[each, width]]);
  return { pages: Math.ceil(height / pageRoom), letters, longest };
}

/** @throws Refused DOCUMENT_TOO_LONG with the estimated and the allowed pages and letters, and the section to shorten */
export function checkLength(data: DocumentData): void {
  const { pages, letters, longest } = lengthOf(data);
  if (pages <= documentLimits.pages && letters <= documentLimits.letters) return;
  throw new Refused('DOCUMENT_TOO_LONG', {
    pages: String(pages),
    pagesMost: String(documentLimits.pages),
    letters: String(letters),
    lettersMost: String(documentLimits.letters),
    longest,
  });
}

function linesOf(text: string, room: number): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / Math.max(24, room - 12))), 0);
}

/** Approximate width of a line in points. */
function widthOf(line: string): number {
  const wide =
    line.match(/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uff60\ud800-\udfff]/g)?.length ?? 0;
  return wide * 9 + (line.length - wide) * 5.2;
}
