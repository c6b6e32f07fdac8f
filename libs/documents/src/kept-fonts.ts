import { readFileSync } from 'node:fs';
import { fontkitOfPdfmake, type FontkitFont, type FontkitRun } from './fontkit.ts';

/** Virtual file system in which pdfmake looks for files before it reads the disk. */
interface VirtualFiles {
  writeFileSync(name: string, content: Uint8Array): void;
}

const mark = Buffer.from('KEPT');
/** Longest text whose layout is cached. Most texts are words and single letters; longer texts rarely repeat. */
const cachedLettersMax = 40;

/**
 * Keeps fonts in memory, so that a thread reads each file once instead of once per document: reading two files of 10 MB
 * takes half the time of rendering a document. pdfkit has fontkit parse the bytes of a font file, so this gives pdfkit
 * marker bytes that only name the font, and registers a format with fontkit that returns the kept font for them.
 *
 * Each document gets a separate view of a font with separate glyphs: glyphs remember the characters of their first use,
 * and the bytes of a document must not depend on the documents rendered before it.
 *
 * @param files paths of fonts
 * @param virtual pdfmake's virtual files
 * @param prepare called with a font once it is read
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

/**
 * View of a font for one document. Caches layouts, because pdfmake lays out each word to measure it and again to draw
 * it.
 */
function viewOf(kept: FontkitFont): FontkitFont {
  const view = Object.create(kept) as FontkitFont;
  const runs = new Map<string, FontkitRun>();
  view._glyphs = {};
  view.layout = (text, features) => {
    if (text.length > cachedLettersMax) return kept.layout.call(view, text, features);
    const key = `${text}\0${JSON.stringify(features)}`;
    const known = runs.get(key) ?? kept.layout.call(view, text, features);
    runs.set(key, known);
    // pdfkit modifies the positions, so it gets a copy.
    return Object.assign(Object.create(Object.getPrototypeOf(known) as object) as FontkitRun, known, {
      positions: known.positions.map((position) => ({ ...position })),
    });
  };
  return view;
}
