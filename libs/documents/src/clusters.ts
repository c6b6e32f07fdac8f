import { has } from './coverage.ts';
import { familyOf, fontNames, type FontName } from './fonts.ts';
import { printed } from './marks.ts';

/**
 * Grapheme cluster: one character to a reader, though it may be several code points (a letter with marks, an emoji
 * family).
 */
export interface Cluster {
  text: string;
  /** Offset in the text. */
  index: number;
  /** Undefined if no font has it. */
  font: FontName | undefined;
}

/** Letters of scripts in which a word is set in one font. */
const european = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{M}\u20a0-\u20c0]/u;
/** European letters that the `common` font lacks or sets as wide as a Chinese letter: all outside Western Europe. */
const nonWestern = /[\u0100-\u052f\u1e00-\u1fff\u20a0-\u20c0]/u;
/** Characters of no particular script, such as digits, spaces and punctuation. */
const scriptless = /^[\p{sc=Common}\p{sc=Inherited}]+$/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Clusters of a text, each with the font that prints it.
 *
 * @param text as returned by `shown`
 */
export function clustersOf(text: string): Cluster[] {
  const found: Cluster[] = [];
  let before: FontName | undefined;
  let word: Cluster[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    const cluster: Cluster = { text: segment, index, font: fontOf(segment, before) };
    if (european.test(segment[0]!) && (cluster.font === 'common' || cluster.font === 'european')) {
      word.push(cluster);
    } else {
      inOneFont(word);
      word = [];
    }
    before = cluster.font;
    found.push(cluster);
  }
  inOneFont(word);
  return found;
}

/** First font that has the whole cluster: a mark from one font does not fit a letter from another. */
function fontOf(cluster: string, before: FontName | undefined): FontName | undefined {
  if (cluster === '\n') return 'common';
  // The replacement character: the original was lost before it got here.
  if (cluster.includes('\ufffd')) return undefined;
  const codePoints = Array.from(printed(cluster), (character) => character.codePointAt(0)!);
  // Joiners without a letter to join.
  if (codePoints.length === 0) return before ?? 'common';
  const hasAll = (name: FontName) => codePoints.every((codePoint) => has(name, codePoint));
  // A space takes the font of the word before it. Punctuation between right-to-left words is mirrored with them.
  if (before && (/^\s$/u.test(cluster) || (familyOf[before].rightToLeft && scriptless.test(cluster))) && hasAll(before))
    return before;
  const first = String.fromCodePoint(codePoints[0]!);
  if (nonWestern.test(cluster) && hasAll('european')) return 'european';
  return fontNames.find((name) => familyOf[name].letters.test(first) && hasAll(name));
}

/** Sets a whole word in the `european` font if one of its letters needs it: `Škoda`. */
function inOneFont(word: readonly Cluster[]): void {
  if (!word.some(({ font }) => font === 'european')) return;
  for (const cluster of word) {
    if (Array.from(printed(cluster.text)).every((character) => has('european', character.codePointAt(0)!)))
      cluster.font = 'european';
  }
}
