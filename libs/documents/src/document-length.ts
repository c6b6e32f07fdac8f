import { Refused } from '@waystation/model';
import type { DocumentData, DocumentFact, DocumentSection } from './document-data.ts';
import { widthsOf } from './room.ts';

/**
 * Upper limits of one document. Rendering this much takes about two seconds on an idle processor. Services keep the
 * texts and entries of a visit far below these limits when they are recorded; this is the last safeguard.
 */
export const documentLimits = { pages: 60, letters: 80_000 };

/** Estimated sizes in points: height of a text line, padding of a table row, usable height and width of a page. */
const lineHeight = 13.7;
const rowEdges = 7;
const pageRoom = 700;
const width = 515;

/**
 * Estimates the length of a document before it is rendered. Overestimates rather than underestimates the pages.
 *
 * @returns pages, and letters of all texts
 */
export function lengthOf({ parties = [], facts = [], sections = [], notes = [], signatures = [] }: DocumentData): {
  pages: number;
  letters: number;
} {
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
  for (const each of sections) section(each);
  for (const each of notes) row([[each, width]]);
  return { pages: Math.ceil(height / pageRoom), letters };
}

/** @throws Refused DOCUMENT_TOO_LONG with the estimated and the allowed pages and letters */
export function checkLength(data: DocumentData): void {
  const { pages, letters } = lengthOf(data);
  if (pages <= documentLimits.pages && letters <= documentLimits.letters) return;
  throw new Refused('DOCUMENT_TOO_LONG', {
    pages: String(pages),
    pagesMost: String(documentLimits.pages),
    letters: String(letters),
    lettersMost: String(documentLimits.letters),
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
