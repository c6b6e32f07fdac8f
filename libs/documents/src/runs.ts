import { bidi } from './bidi.ts';
import type { ContentText } from 'pdfmake/interfaces.js';
import { clustersOf, plain, type Cluster } from './clusters.ts';
import { familyOf, type FontName } from './fonts.ts';
import { joiner, mayBreak, shown } from './marks.ts';

/** A piece of a line, where it differs from the rest. */
export type Run = ContentText & {
  text: string;
  font?: FontName;
  /** How deep it stands in changes of direction, and its paragraph; odd numbers go from the right to the left. */
  level?: number;
  paragraphLevel?: number;
};

/** Letters that are written from the right to the left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** A stretch that no line may break, though it may be longer than one. */
const stretch = /[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]+/gu;
/** Scripts without spaces between words. */
const unspaced = /[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
/** Scripts whose letters join. */
const joining = /[\p{sc=Arab}\p{sc=Mong}]$/u;

const wordSegmenter = new Intl.Segmenter('th', { granularity: 'word' });

/**
 * A text as the fonts can show it: each piece in a font that has its letters, in the direction that it is read in. What is
 * too long for its room may be broken anywhere, for what is not on the page was not shown to who signs it.
 *
 * @param text as it was typed, in the direction of its first letter; or the parts of a line that we put together with
 *   separators, which goes from the left to the right whatever they say, so that the date behind a name stays one
 * @param room letters that fit into a line at least
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

/** How deep each place of a text stands in changes of direction; each part of a line begins on the ground. */
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

/** What is put between a cluster and the next one, on this side and on that. */
interface Break {
  before: string;
  after: string;
}

/** Where lines may break besides those places where any program breaks them, and where they may not. */
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
      // Letters that are shaped together stay together as far as there is room; they may be wider than others.
      if (isShaped && (length === 0 || length < room / 2)) continue;
      const joins = joining.test(letters) && joining.test(clusters[position + 1]!.text) ? joiner : '';
      breaks.set(position, { before: joins + mayBreak, after: joins });
      length = 0;
    }
  }
  return breaks;
}
