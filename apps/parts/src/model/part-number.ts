/**
 * The form in which part numbers are told apart: capitals, without blanks, hyphens and underscores. Leading zeros, dots and
 * slashes count: 000X123 is another part than X123.
 */
export function partKey(partNumber: string): string {
  return partNumber
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Pc}\p{Cf}]/gu, '');
}
