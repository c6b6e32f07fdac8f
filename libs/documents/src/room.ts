import type { DocumentColumn } from './document-data.ts';

/** Points that a letter takes: a Latin one at the most, and a Chinese one. */
const letterWidth = 6;
const wideLetter = 9;
/** What a column leaves free at its sides. */
const padding = 8;
/** What an `auto` column takes, as far as one can say without setting it. */
const autoWidth = 60;
const leastWidth = 24;
/** A row of more lines may go over a page. */
const linesKept = 12;

/** Letters that fit into a line so wide, at the least. */
export function roomOf(width: number): number {
  return Math.max(2, Math.floor((width - padding) / letterWidth));
}

/** The same for each column of a table. */
export function roomsOf(columns: readonly DocumentColumn[], width: number): number[] {
  return widthsOf(columns, width).map(roomOf);
}

/**
 * Whether rows must be let go over pages. It looks better when none does; but one that is higher than a page would lose its
 * end.
 */
export function breaksRows(
  columns: readonly DocumentColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): boolean {
  const widths = widthsOf(columns, width);
  const linesOf = (text: string, column: number) =>
    text
      .split('\n')
      .reduce(
        (sum, line) => sum + Math.ceil((line.length * wideLetter) / Math.max(wideLetter, widths[column]! - padding)),
        0,
      );
  return rows.some((row) => row.some((text, column) => column < widths.length && linesOf(text, column) > linesKept));
}

/** Points that each column of a table has, as far as one can say without setting it. */
export function widthsOf(columns: readonly DocumentColumn[], width: number): number[] {
  const fixed = columns.map((column) => (column.width === 'auto' ? autoWidth : column.width));
  const isShare = (of: DocumentColumn['width']) => of === undefined || of === '*';
  const shares = fixed.filter(isShare).length;
  const taken = fixed.reduce<number>((sum, of) => sum + (typeof of === 'number' ? of : 0), 0);
  const share = Math.max(leastWidth, (width - taken) / Math.max(1, shares));
  return fixed.map((of) => (typeof of === 'number' ? of : share));
}
