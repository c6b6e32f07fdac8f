import { coverage } from './coverage.gen.ts';
import type { FontName } from './fonts.ts';
import { decode } from './ranges.ts';

const decoded = new Map<FontName, Uint32Array>();

/** True if the fonts of a family have a character. Looks it up in the generated table and reads no font. */
export function has(name: FontName, codePoint: number): boolean {
  let ranges = decoded.get(name);
  if (!ranges) decoded.set(name, (ranges = decode(coverage[name])));
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < ranges[2 * middle]!) high = middle - 1;
    else if (codePoint > ranges[2 * middle + 1]!) low = middle + 1;
    else return true;
  }
  return false;
}
