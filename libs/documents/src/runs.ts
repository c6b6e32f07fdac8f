import { bidi } from './bidi.ts';
import type { ContentText } from 'pdfmake/interfaces.js';
import { clustersOf, type Cluster } from './clusters.ts';
import { familyOf, type FontName } from './fonts.ts';
import { joiner, mayBreak, plain, shown } from './marks.ts';

/** Piece of a text with one font and one direction. */
export type Run = ContentText & {
  text: string;
  font?: FontName;
  /** Bidi embedding levels of the piece and of its paragraph; odd levels run from right to left. */
  level?: number;
  paragraphLevel?: number;
};

/** Letters of right-to-left scripts. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Text without a regular line break, which may be longer than a line. */
const stretch = /[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]+/gu;
/** Scripts without spaces between words. */
const unspaced = /[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
/** Scripts whose letters join. */
const joining = /[\p{sc=Arab}\p{sc=Mong}]$/u;

const wordSegmenter = new Intl.Segmenter('th', { granularity: 'word' });

/**
 * Splits a text into pieces, each with a font that has its letters and with its reading direction. A word that is too
 * long for a line may break anywhere: text that runs off the page would be hidden from the person who signs.
 *
 * @param text a typed text, whose first letter sets the direction; or parts of a line with separators, which run from
 *   left to right whatever they contain, so that a date after a right-to-left name stays intact
 * @param room letters that are sure to fit into a line
 */
export function runs(text: string | readonly string[], room = 60): string | Run[] {
  const parts = (typeof text === 'string' ? [text] : text).map(shown);
  const clean = parts.join('');
  if (plain.test(clean) && !tooLong(clean, room)) return clean;
  const clusters = clustersOf(clean);
  const breaks = breaksOf(clean, clusters, room);
  const levelsAt = rightToLeft.test(clean) ? levelsOf(typeof text === 'string' ? clean : parts) : undefined;
  const found: Run[] = [];
  clusters.forEach(({ text: letters, index, font = 'common' }, at) => {
    const marked = (breaks.get(at - 1)?.after ?? '') + letters + (breaks.get(at)?.before ?? '');
    const levels = levelsAt?.(index);
    const last = found.at(-1);
    if (last && (last.font ?? 'common') === font && last.level === levels?.level && !last.text.endsWith('\n')) {
      last.text += marked;
    } else {
      found.push({ text: marked, ...(font !== 'common' && { font }), ...levels });
    }
  });
  return found.length === 1 && !found[0]!.font && !found[0]!.level && breaks.size === 0 ? clean : found;
}

type Levels = Required<Pick<Run, 'level' | 'paragraphLevel'>>;

/** Bidi levels at each offset of a text. Each part of a line is a separate paragraph. */
function levelsOf(text: string | readonly string[]): (index: number) => Levels {
  if (typeof text === 'string') {
    const { levels, paragraphs } = bidi.getEmbeddingLevels(text);
    return (index) => ({
      level: levels[index]!,
      paragraphLevel: paragraphs.find(({ start, end }) => index >= start && index <= end)?.level ?? 0,
    });
  }
  const levels = text.flatMap((part) => [...bidi.getEmbeddingLevels(part).levels]);
  return (index) => ({ level: levels[index]!, paragraphLevel: 0 });
}

function tooLong(text: string, room: number): boolean {
  return text.length > room && (text.match(stretch) ?? []).some((word) => word.length > room);
}

/** Marks inserted between two clusters: at the end of the first and at the start of the second. */
interface Break {
  before: string;
  after: string;
}

/** Extra line breaks: between words of unspaced scripts, and within words that are longer than a line. */
function breaksOf(text: string, clusters: readonly Cluster[], room: number): Map<number, Break> {
  const breaks = new Map<number, Break>();
  const at = new Map(clusters.map(({ index }, position) => [index, position]));
  for (const { 0: word, index: start } of text.matchAll(stretch)) {
    if (unspaced.test(word)) {
      for (const { index } of wordSegmenter.segment(word)) {
        const next = at.get(start + index);
        if (index > 0 && next !== undefined) breaks.set(next - 1, { before: mayBreak, after: '' });
      }
    }
    const first = at.get(start);
    if (word.length <= room || first === undefined) continue;
    let length = 0;
    for (
      let position = first;
      clusters[position + 1] && clusters[position + 1]!.index < start + word.length;
      position += 1
    ) {
      const { text: letters, font } = clusters[position]!;
      const isShaped = font !== undefined && familyOf[font].shaped;
      length = breaks.has(position) ? 0 : length + 1;
      // Shaped letters stay together for up to half a line, since they may be wider than others.
      if (isShaped && (length === 0 || length < room / 2)) continue;
      const joins = joining.test(letters) && joining.test(clusters[position + 1]!.text) ? joiner : '';
      breaks.set(position, { before: joins + mayBreak, after: joins });
      length = 0;
    }
  }
  return breaks;
}
