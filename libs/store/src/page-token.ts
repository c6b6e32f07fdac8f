import { Invalid, isId } from '@waystation/model';

/** Key of a list's order: one column by which its rows are sorted. */
export type PageKey = 'id' | 'time' | 'number' | 'sequence' | 'text';

/** Check of each key as text, and the value before the first row of an ascending list. */
const keys: Record<PageKey, { isOne: (text: string) => boolean; lowest: string }> = {
  id: { isOne: isId, lowest: '00000000-0000-0000-0000-000000000000' },
  time: { isOne: isInstant, lowest: '-infinity' },
  number: { isOne: (text) => /^\d{1,9}$/.test(text), lowest: '0' },
  sequence: { isOne: (text) => /^\d{1,18}$/.test(text), lowest: '0' },
  text: { isOne: () => true, lowest: '' },
};
const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Page of a list in a request. */
export interface PageRequest {
  /** Maximum number of rows; 0 means 50. */
  pageSize: number;
  /** Token from the previous answer; empty for the first page. */
  pageToken: string;
}

/** Tokens to continue a list: the keys of the last returned row as opaque text. */
export const pageToken = {
  /** Creates a token. @param values values of the list's keys, in order; texts must not contain `"` or a backslash */
  of(...values: readonly (string | number | Date)[]): string {
    const texts = values.map((value) => (value instanceof Date ? value.toISOString() : String(value)));
    return Buffer.from(JSON.stringify(texts)).toString('base64url');
  },

  /**
   * Reads a token.
   *
   * @param order keys of the list
   * @returns values of the keys in the last returned row; undefined for the first page
   * @throws Invalid `PAGE_TOKEN_NOT_VALID` for a token of a list with other keys
   */
  read(token: string, ...order: readonly PageKey[]): readonly string[] | undefined {
    if (token === '') return undefined;
    const values = valuesIn(token);
    if (values?.length === order.length && order.every((key, index) => keys[key].isOne(values[index]!))) return values;
    const description = 'is not a token that this list returned';
    throw new Invalid([{ field: 'page_token', description, reason: 'PAGE_TOKEN_NOT_VALID' }]);
  },

  /** Reads a token like `read`; for the first page returns values below those of every row. For lists ascending by all keys. */
  after(token: string, ...order: readonly PageKey[]): readonly string[] {
    return pageToken.read(token, ...order) ?? order.map((key) => keys[key].lowest);
  },
};

/**
 * Start and limit of a page of a list ordered by ids, which ascend with time.
 *
 * @param newestFirst true for a list from the highest id to the lowest
 * @throws Invalid `PAGE_TOKEN_NOT_VALID`
 */
export function pageOf(request: PageRequest, newestFirst = false): { after: string; limit: number } {
  const [id] = pageToken.read(request.pageToken, 'id') ?? [];
  return { after: id ?? (newestFirst ? highestId : keys.id.lowest), limit: request.pageSize || 50 };
}

/**
 * Token of the next page; empty if this page is not full.
 *
 * @param keysOf values of the list's keys in a row; the id by default
 */
export function nextPageToken<Row extends { id: string }>(rows: readonly Row[], limit: number): string;
export function nextPageToken<Row>(
  rows: readonly Row[],
  limit: number,
  keysOf: (row: Row) => readonly (string | number | Date)[],
): string;
export function nextPageToken(
  rows: readonly { id: string }[],
  limit: number,
  keysOf: (row: { id: string }) => readonly (string | number | Date)[] = ({ id }) => [id],
): string {
  return rows.length < limit ? '' : pageToken.of(...keysOf(rows.at(-1)!));
}

function valuesIn(token: string): string[] | undefined {
  const text = Buffer.from(token, 'base64url').toString();
  return /^\["[^"\\]*"(,"[^"\\]*")*\]$/.test(text) ? (JSON.parse(text) as string[]) : undefined;
}

function isInstant(text: string): boolean {
  const time = new Date(text);
  return !Number.isNaN(Number(time)) && time.toISOString() === text;
}
