import { has } from './coverage.ts';
import { familyOf, fontNames, type FontName } from './fonts.ts';
import { printed } from './marks.ts';

/** What a reader takes for one character, though it may be several: a letter with its marks, a family of emoji. */
export interface Cluster {
  text: string;
  /** Where it begins in the text. */
  index: number;
  /** Undefined where no font has it. */
  font: FontName | undefined;
}

/** All that the document's font prints by itself: Chinese, Japanese and Western European letters, with their punctuation. */
export const plain =
  /^[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201a\u201c-\u201e\u2026\u2103\u2116\u3000-\u303f\u3041-\u3096\u309b-\u30ff\u4e00-\u9fef\uff01-\uff9f]*$/;

/** Letters whose words look best in one font. */
const european = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{M}\u20a0-\u20c0]/u;
/** Of these, what the document's font lacks or has as wide as a Chinese letter: all beyond Western Europe. */
const beyond = /[\u0100-\u052f\u1e00-\u1fff\u20a0-\u20c0]/u;
/** What belongs to no script. */
const between = /^[\p{sc=Common}\p{sc=Inherited}]+$/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The clusters of a text that was made fit to be `shown`, each with the font that prints it. */
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

/** The first font that has all of a cluster: a mark of one font doesn't fit a letter of another. */
function fontOf(cluster: string, before: FontName | undefined): FontName | undefined {
  if (cluster === '\n') return 'common';
  // What stands where a character was lost.
  if (cluster.includes('\ufffd')) return undefined;
  const codePoints = Array.from(printed(cluster), (character) => character.codePointAt(0)!);
  // Joiners that stand alone, behind nothing that they could join.
  if (codePoints.length === 0) return before ?? 'common';
  const hasAll = (name: FontName) => codePoints.every((codePoint) => has(name, codePoint));
  // A space belongs to the word before it, and what stands between words of a script from the right is mirrored with it.
  if (before && (/^\s$/u.test(cluster) || (familyOf[before].rightToLeft && between.test(cluster))) && hasAll(before))
    return before;
  const first = String.fromCodePoint(codePoints[0]!);
  if (beyond.test(cluster) && hasAll('european')) return 'european';
  return fontNames.find((name) => familyOf[name].letters.test(first) && hasAll(name));
}

/** A word of European letters is set in the European font as a whole where one of its letters is: `Škoda`. */
function inOneFont(word: readonly Cluster[]): void {
  if (!word.some(({ font }) => font === 'european')) return;
  for (const cluster of word) {
    if (Array.from(printed(cluster.text)).every((character) => has('european', character.codePointAt(0)!)))
      cluster.font = 'european';
  }
}
