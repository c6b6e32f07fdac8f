import { Refused } from '@waystation/model';
import type { DocumentData, DocumentFact, DocumentSection } from './document-data.ts';
import { widthsOf } from './room.ts';

/**
 * The most that one document may be. So much is made in about two seconds of a quiet processor. Services hold the texts
 * and entries of a visit far below it where they are recorded; here is the last bound.
 */
export const documentLimits = { pages: 60, letters: 80_000 };

/** Points: a line of text, what a row of a table has above and below it, and what a page has room for. */
const lineHeight = 13.7;
const rowEdges = 7;
const pageRoom = 700;
const width = 515;

/** How long a document will be, a little too long rather than too short: pages, and letters of all its texts. */
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
  const ofFacts = (of: readonly DocumentFact[]) => {
    for (const [name, value] of of) row([[`${name}\n${value}`, value.length > 120 ? width : width / 3]]);
  };
  const section = ({ text = '', facts: own = [], points = [], table }: DocumentSection) => {
    height += 30;
    row([[text, width]]);
    ofFacts(own);
    for (const { text, result = '', note } of points) {
      row([
        [note ? `${text}\n${note}` : text, width - (result.length > 24 ? 200 : 100)],
        [result, 200],
      ]);
    }
    const rooms = widthsOf(table?.columns ?? [], width);
    for (const cells of table?.rows ?? []) row(cells.map((cell, index) => [cell, rooms[index] ?? width] as const));
    ofFacts(table?.total ?? []);
  };
  for (const { lines } of parties) row([[lines.join('\n'), width / 2]]);
  ofFacts(facts);
  for (const each of sections) section(each);
  for (const each of notes) row([[each, width]]);
  return { pages: Math.ceil(height / pageRoom), letters };
}

/** @throws Refused for a document that would be too long a document */
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

/** About as wide as the letters are, in points. */
function widthOf(line: string): number {
  const wide =
    line.match(/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uff60\ud800-\udfff]/g)?.length ?? 0;
  return wide * 9 + (line.length - wide) * 5.2;
}
