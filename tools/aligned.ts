// Tables for a terminal, in which Chinese characters are twice as wide as Latin ones.

const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 2 : 1), 0);

/** Formats rows as lines; each column is as wide as its widest cell. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]!))));
  const padded = (cell: string, column: number) => cell + ' '.repeat(widths[column]! - widthOf(cell));
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}
