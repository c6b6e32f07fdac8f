/**
 * Form in which part numbers are compared: capitals, without blanks, hyphens and underscores. Leading zeros, dots and
 * slashes count: 000X123 and X123 are different parts.
 */
export function partKey(partNumber: string): string {
  return partNumber
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Pc}\p{Cf}]/gu, '');
}
