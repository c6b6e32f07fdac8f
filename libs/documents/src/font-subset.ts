import type { FontkitFont } from './fontkit.ts';

/** Outline of a glyph in the font file, with the places where it names the glyphs that it is composed of. */
interface Outline {
  bytes: Uint8Array;
  components: readonly { pos: number; glyphID: number }[];
  advance: number;
  bearing: number;
}

/** Offsets of the fields that differ between a font and its part. */
const indexToLocFormat = 50;
const numberOfMetrics = 34;
const numGlyphs = 4;

/**
 * Makes the parts of a font that documents embed. fontkit decodes each outline and writes each number with a generic
 * encoder, which takes a tenth of a document's time; this copies the bytes of the file.
 */
export function copyGlyphs(font: FontkitFont): void {
  const outlines = new Map<number, Outline>();
  const tables = new Map(
    ['cvt ', 'fpgm', 'head', 'hhea', 'maxp', 'prep'].map((tag) => [tag, tableOf(font, tag)] as const),
  );
  const outlineOf = (id: number) => {
    let outline = outlines.get(id);
    if (!outline) outlines.set(id, (outline = readOutline(font, id)));
    return outline;
  };
  font.createSubset = () => new FontSubset(outlineOf, tables);
}

function tableOf(font: FontkitFont, tag: string): Uint8Array | undefined {
  const table = font.directory.tables[tag];
  return table && font._getTableStream(tag).readBuffer(table.length);
}

function readOutline(font: FontkitFont, id: number): Outline {
  const glyph = font.getGlyph(id);
  const stream = font._getTableStream('glyf');
  stream.pos += font.loca.offsets[id]!;
  const bytes = stream.readBuffer(font.loca.offsets[id + 1]! - font.loca.offsets[id]!);
  // A glyph composed of others has a negative number of contours.
  const components = bytes.length > 0 && bytes[0]! >= 0x80 ? glyph._decode()!.components : [];
  return { bytes, components, advance: glyph.advanceWidth, bearing: glyph._getMetrics().leftBearing };
}

/** Part of a TrueType font with the glyphs of one document, as pdfkit uses it. */
export class FontSubset {
  readonly #outlineOf: (id: number) => Outline;
  readonly #tables: ReadonlyMap<string, Uint8Array | undefined>;
  readonly #numbers = new Map<number, number>();
  readonly #glyphs: number[] = [];

  /** @param tables of the font, by tag */
  constructor(outlineOf: (id: number) => Outline, tables: ReadonlyMap<string, Uint8Array | undefined>) {
    this.#outlineOf = outlineOf;
    this.#tables = tables;
    this.includeGlyph(0); // for missing characters; every font has it
  }

  /** Adds a glyph of the font and returns its number in the part. */
  includeGlyph(id: number): number {
    let number = this.#numbers.get(id);
    if (number === undefined) {
      number = this.#glyphs.push(id) - 1;
      this.#numbers.set(id, number);
    }
    return number;
  }

  /** The bytes of a font file with the glyphs and the tables that a PDF needs. */
  encode(): Uint8Array {
    const glyf: Uint8Array[] = [];
    const offsets = [0];
    const metrics: number[] = [];
    // Grows while it runs, by the components of glyphs.
    for (const id of this.#glyphs) {
      const { bytes, components, advance, bearing } = this.#outlineOf(id);
      glyf.push(components.length > 0 ? this.#composed(bytes, components) : bytes);
      offsets.push(offsets.at(-1)! + bytes.length);
      metrics.push(advance, bearing);
    }
    const count = this.#glyphs.length;
    return fontFile([
      ['cvt ', this.#tables.get('cvt ')],
      ['fpgm', this.#tables.get('fpgm')],
      ['glyf', Buffer.concat(glyf)],
      ['head', this.#changed('head', indexToLocFormat, 1)],
      ['hhea', this.#changed('hhea', numberOfMetrics, count)],
      ['hmtx', numbers(metrics, 2)],
      ['loca', numbers(offsets, 4)],
      ['maxp', this.#changed('maxp', numGlyphs, count)],
      ['prep', this.#tables.get('prep')],
    ]);
  }

  #composed(bytes: Uint8Array, components: Outline['components']): Uint8Array {
    const copy = Uint8Array.from(bytes);
    const view = new DataView(copy.buffer);
    for (const { pos, glyphID } of components) view.setUint16(pos, this.includeGlyph(glyphID));
    return copy;
  }

  #changed(tag: string, offset: number, value: number): Uint8Array {
    const copy = Uint8Array.from(this.#tables.get(tag)!);
    new DataView(copy.buffer).setUint16(offset, value);
    return copy;
  }
}

/** Numbers of two or four bytes; negative ones as their complement. */
function numbers(of: readonly number[], size: 2 | 4): Uint8Array {
  const view = new DataView(new ArrayBuffer(of.length * size));
  of.forEach((each, index) => (size === 2 ? view.setInt16(index * 2, each) : view.setUint32(index * 4, each)));
  return new Uint8Array(view.buffer);
}

/** Font file of tables in the order of their tags. Checksums are left out, since readers of PDFs ignore them. */
function fontFile(tables: readonly (readonly [tag: string, bytes: Uint8Array | undefined])[]): Uint8Array {
  const found = tables.flatMap(([tag, bytes]) => (bytes ? [{ tag, bytes }] : []));
  const power = Math.floor(Math.log2(found.length));
  const head = Buffer.alloc(12 + 16 * found.length);
  head.write('true', 0, 'latin1');
  head.writeUInt16BE(found.length, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (found.length - 2 ** power), 10);
  const parts: Uint8Array[] = [head];
  let offset = head.length;
  for (const [index, { tag, bytes }] of found.entries()) {
    const at = 12 + 16 * index;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    const gap = -bytes.length & 3;
    parts.push(bytes, Buffer.alloc(gap));
    offset += bytes.length + gap;
  }
  return Buffer.concat(parts);
}
