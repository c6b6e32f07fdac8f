import type { FontkitFont, FontkitSubset } from './fontkit.ts';

/** Outline of a glyph in the font file, with the places where it names the glyphs that it is composed of. */
interface KeptGlyph {
  bytes: Uint8Array;
  components: readonly { pos: number; glyphID: number }[];
  advance: number;
  bearing: number;
}

/** Keeps the glyphs that documents embed: fontkit decodes an outline each time it copies it to a subset. */
export function keepGlyphs(font: FontkitFont): void {
  const { createSubset } = font;
  const kept = new Map<number, KeptGlyph>();
  font.createSubset = function () {
    const subset = createSubset.call(this);
    subset._addGlyph = (id) => {
      let glyph = kept.get(id);
      if (!glyph) kept.set(id, (glyph = glyphOf(font, id)));
      return add(subset, glyph);
    };
    return subset;
  };
}

function glyphOf(font: FontkitFont, id: number): KeptGlyph {
  const glyph = font.getGlyph(id);
  const outline = glyph._decode();
  const stream = font._getTableStream('glyf');
  stream.pos += font.loca.offsets[id]!;
  const bytes = stream.readBuffer(font.loca.offsets[id + 1]! - font.loca.offsets[id]!);
  const components = outline && outline.numberOfContours < 0 ? outline.components : [];
  return { bytes, components, advance: glyph.advanceWidth, bearing: glyph._getMetrics().leftBearing };
}

function add(subset: FontkitSubset, { bytes, components, advance, bearing }: KeptGlyph): number {
  let outline = bytes;
  if (components.length > 0) {
    outline = new Uint8Array(bytes);
    const view = new DataView(outline.buffer);
    for (const { pos, glyphID } of components) view.setUint16(pos, subset.includeGlyph(glyphID));
  }
  subset.glyf.push(outline);
  subset.loca.offsets.push(subset.offset);
  subset.hmtx.metrics.push({ advance, bearing });
  subset.offset += outline.length;
  return subset.glyf.length - 1;
}
