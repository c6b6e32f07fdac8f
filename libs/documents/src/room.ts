import type { DocumentColumn } from './document-data.ts';

/** Width of a letter in points: the widest Latin one, and a Chinese one. */
const letterWidth = 6;
const wideLetter = 9;
/** Padding of a column in points, both sides together. */
const padding = 8;
/** Estimated width of an `auto` column in points; the real width is known only once it is laid out. */
const autoWidth = 60;
const leastWidth = 24;
/** Maximum lines of a row that is kept on one page. */
const linesKept = 12;

/**
 * Letters that are sure to fit into a line.
 *
 * @param width of the line in points
 */
export function roomOf(width: number): number {
  return Math.max(2, Math.floor((width - padding) / letterWidth));
}

/** Letters that are sure to fit into a line of each column of a table. */
export function roomsOf(columns: readonly DocumentColumn[], width: number): number[] {
  return widthsOf(columns, width).map(roomOf);
}

/**
 * True if rows must be allowed to break across pages. Whole rows look better, but a row that is higher than a page
 * would lose its end.
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

/** Estimated width of each column of a table, in points. */
export function widthsOf(columns: readonly DocumentColumn[], width: number): number[] {
  const fixed = columns.map((column) => (column.width === 'auto' ? autoWidth : column.width));
  const isShare = (of: DocumentColumn['width']) => of === undefined || of === '*';
  const shares = fixed.filter(isShare).length;
  const taken = fixed.reduce<number>((sum, of) => sum + (typeof of === 'number' ? of : 0), 0);
  const share = Math.max(leastWidth, (width - taken) / Math.max(1, shares));
  return fixed.map((of) => (typeof of === 'number' ? of : share));
}
