import { readFileSync } from 'node:fs';
import { fontkitOfPdfmake, type FontkitFont } from './fontkit.ts';
import { copyGlyphs } from './font-subset.ts';

/** Virtual file system in which pdfmake looks for files before it reads the disk. */
interface VirtualFiles {
  writeFileSync(name: string, content: Uint8Array): void;
}

const mark = Buffer.from('KEPT');

/**
 * Keeps fonts in memory, so that a thread reads each file once instead of once per document: reading two files of 10 MB
 * takes longer than rendering a document. pdfkit has fontkit parse the bytes of a font file, so this gives pdfkit marker
 * bytes that only name the font, and registers a format with fontkit that returns the kept font for them.
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
    copyGlyphs(font);
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
        return fonts.get(path) ?? read(path);
      }
    },
  );
  for (const [index, path] of paths.entries()) virtual.writeFileSync(path, Buffer.from([...mark, index]));
}
