import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What pdfkit uses of a font that fontkit has read. */
interface Font {
  layout(text: string, features?: unknown, ...others: unknown[]): Run;
  /** Glyphs by their number. A glyph remembers the letters that it was first asked for by. */
  _glyphs: object;
}

/** Letters as glyphs, and where each goes. */
interface Run {
  positions: object[];
}

interface Fontkit {
  create(file: Uint8Array): Font;
  registerFormat(format: { new (stream: { buffer: Uint8Array }): object; probe(bytes: Uint8Array): boolean }): void;
}

/** Where pdfmake looks for files before it reads the disk. */
interface VirtualFiles {
  writeFileSync(name: string, content: Uint8Array): void;
}

const mark = Buffer.from('KEPT');
/** Most texts are words and single letters; what is longer comes once. */
const keptLetters = 40;

/**
 * Fonts that are read once in a thread, and not by each document: half of what one document costs is reading two files of
 * 10 MB. pdfkit asks fontkit to make a font of bytes, so for each file it is given bytes that only name the font, in a
 * format that gives the font which is kept.
 *
 * Each document gets a view of its own of a font: its own glyphs, for they remember what they were asked for, and the
 * bytes of a document must not depend on those that were made before.
 *
 * @param files paths of fonts
 */
export function keepFonts(files: Iterable<string>, virtual: VirtualFiles): void {
  // The one that pdfkit has loaded: as CommonJS.
  const fontkit = createRequire(import.meta.url)('fontkit') as Fontkit;
  const paths = [...files];
  const fonts = new Map<string, Font>();
  fontkit.registerFormat(
    class {
      static probe(bytes: Uint8Array): boolean {
        return mark.equals(bytes.subarray(0, mark.length));
      }

      constructor({ buffer }: { buffer: Uint8Array }) {
        const path = paths[buffer[mark.length]!]!;
        const kept = fonts.get(path) ?? fontkit.create(readFileSync(path));
        fonts.set(path, kept);
        return viewOf(kept);
      }
    },
  );
  for (const [index, path] of paths.entries()) virtual.writeFileSync(path, Buffer.from([...mark, index]));
}

/** A font for one document. It lays out a word once: pdfmake asks for the same word when it measures and when it draws. */
function viewOf(kept: Font): Font {
  const view = Object.create(kept) as Font;
  const runs = new Map<string, Run>();
  view._glyphs = {};
  view.layout = (text, features, ...others) => {
    if (typeof text !== 'string' || text.length > keptLetters || others.length > 0)
      return kept.layout.call(view, text, features, ...others);
    const key = `${text}\0${JSON.stringify(features)}`;
    const known = runs.get(key) ?? kept.layout.call(view, text, features);
    runs.set(key, known);
    // pdfkit changes the positions that it is given.
    return Object.assign(Object.create(Object.getPrototypeOf(known) as object) as Run, known, {
      positions: known.positions.map((position) => ({ ...position })),
    });
  };
  return view;
}
