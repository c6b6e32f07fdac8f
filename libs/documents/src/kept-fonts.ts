import { readFileSync } from 'node:fs';
import { fontkitOfPdfmake, type FontkitFont, type FontkitRun } from './fontkit.ts';

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
 * @param prepare what is done to a font once it is read
 */
export function keepFonts(
  files: Iterable<string>,
  virtual: VirtualFiles,
  prepare: (font: FontkitFont, path: string) => void,
): void {
  const fontkit = fontkitOfPdfmake();
  const paths = [...files];
  const fonts = new Map<string, FontkitFont>();
  const read = (path: string) => {
    const font = fontkit.create(readFileSync(path));
    prepare(font, path);
    fonts.set(path, font);
    return font;
  };
  fontkit.registerFormat(
    class {
      static probe(bytes: Uint8Array): boolean {
        return mark.equals(bytes.subarray(0, mark.length));
      }

      constructor({ buffer }: { buffer: Uint8Array }) {
        const path = paths[buffer[mark.length]!]!;
        return viewOf(fonts.get(path) ?? read(path));
      }
    },
  );
  for (const [index, path] of paths.entries()) virtual.writeFileSync(path, Buffer.from([...mark, index]));
}

/** A font for one document. It lays out a word once: pdfmake asks for the same word when it measures and when it draws. */
function viewOf(kept: FontkitFont): FontkitFont {
  const view = Object.create(kept) as FontkitFont;
  const runs = new Map<string, FontkitRun>();
  view._glyphs = {};
  view.layout = (text, features) => {
    if (text.length > keptLetters) return kept.layout.call(view, text, features);
    const key = `${text}\0${JSON.stringify(features)}`;
    const known = runs.get(key) ?? kept.layout.call(view, text, features);
    runs.set(key, known);
    // pdfkit changes the positions that it is given.
    return Object.assign(Object.create(Object.getPrototypeOf(known) as object) as FontkitRun, known, {
      positions: known.positions.map((position) => ({ ...position })),
    });
  };
  return view;
}
