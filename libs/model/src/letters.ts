import { Refused } from './errors.ts';

/**
 * Refuses texts that are too long together for the document that they will stand on.
 *
 * @param most letters, as JavaScript counts them
 * @throws Refused that says by how much they must be shortened
 */
export function mustFit(texts: Iterable<string>, most: number): void {
  let letters = 0;
  for (const text of texts) letters += text.length;
  if (letters <= most) return;
  throw new Refused('TEXTS_TOO_LONG', { letters: String(letters), most: String(most), over: String(letters - most) });
}
