import { Invalid } from '@waystation/model';

/** Where a list goes on: what its last row is ordered by. */
export const pageToken = {
  of(...keys: readonly string[]): string {
    return Buffer.from(JSON.stringify(keys)).toString('base64url');
  },

  /**
   * @param looksRight whether the keys are such as `of` was given
   * @returns the keys, or undefined for the first page
   * @throws Invalid for a token that no answer gave
   */
  read(token: string, looksRight: (keys: readonly string[]) => boolean): readonly string[] | undefined {
    if (token === '') return undefined;
    const keys = parsed(token);
    if (Array.isArray(keys) && keys.every((key) => typeof key === 'string') && looksRight(keys)) return keys;
    const description = 'is none that an answer gave';
    throw new Invalid([{ field: 'page_token', description, reason: 'PAGE_TOKEN_NOT_VALID' }]);
  },
};

function parsed(token: string): unknown {
  const text = Buffer.from(token, 'base64url').toString();
  return /^\["[^"\\]*"(,"[^"\\]*")*\]$/.test(text) ? JSON.parse(text) : undefined;
}
