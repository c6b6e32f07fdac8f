import { Refused } from './errors.ts';

/**
 * Refuses texts that together are too long for their document.
 *
 * @param most maximum number of letters, as JavaScript counts them
 * @throws Refused TEXTS_TOO_LONG with the number of letters to remove
 */
export function mustFit(texts: Iterable<string>, most: number): void {
  let letters = 0;
  for (const text of texts) letters += text.length;
  if (letters <= most) return;
  throw new Refused('TEXTS_TOO_LONG', { letters: String(letters), most: String(most), over: String(letters - most) });
}
