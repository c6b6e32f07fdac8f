import type { DocumentData } from './document-data.ts';
import { layouts } from './font-runs.ts';
import { internals, type Inline, type Line } from './pdfmake-internals.ts';
import { prepare, renderDocument } from './render-document.ts';
import { putInVisualOrder } from './visual-order.ts';

const { LayoutBuilder, TextInlines } = internals();
const originals = { measure: TextInlines.prototype.measure, buildNextLine: LayoutBuilder.prototype.buildNextLine };

const texts = [
  'The brakes squeal when the truck is empty and rolls downhill, Škoda-like.  Two spaces, and one at the end. ',
  '空车制动时方向盘抖动，“左前”制动摩擦片磨损（7.5 mm）。',
  `${'X'.repeat(200)} ${'0123456789-'.repeat(30)}`,
  'שלום (Volvo FH16) 24, ئۇيغۇر ไทยน้ำมันเครื่อง 한국어 हिन्दी 👍🏻 𠮷野',
  'one\n\nthree\n',
  '',
  ' ',
];

const aDocument = (language: 'en' | 'zh', points: readonly string[] = texts): DocumentData => ({
  kind: 'repair_order',
  language,
  title: 'Repair order',
  station: { name: 'North Gate', address: '9 Ring Road', phone: '400 100 200', timeZone: 'Asia/Shanghai' },
  facts: texts.map((text, index) => [`Fact ${index}`, text]),
  sections: [
    { title: 'Points', points: points.map((text) => ({ text, note: text })) },
    {
      title: 'Prices',
      table: {
        columns: [{ title: 'Item' }, { title: 'Remarks', width: 60 }, { title: 'Net', align: 'right', width: 'auto' }],
        rows: texts.map((text) => [text, text, '1,240.00']),
      },
    },
  ],
  createdAt: new Date(0),
});

const measured = ({ font, x: _, ...word }: Inline) => ({ ...pick(word), font: font.id });
const pick = ({ text, width, height, leadingCut, trailingCut, ...style }: Omit<Inline, 'font' | 'x'>) => {
  const { alignment, fontSize, fontFeatures, color, lineEnd, noNewLine, level, paragraphLevel } = style;
  const looks = { alignment, fontSize, fontFeatures, color, level, paragraphLevel };
  return { text, width, height, leadingCut, trailingCut, lineEnd, noNewLine, ...looks };
};
const copies = (words: readonly Inline[]) => words.map((word) => ({ ...word }));
const placed = (line: Line | null) =>
  line && {
    ends: line.lastLineInParagraph,
    words: line.inlines.map(({ text, x, width, alignment }) => ({ text, x, width, alignment })),
  };

describe('The replaced parts of pdfmake', () => {
  it.each(['en', 'zh'] as const)('measure words and break lines exactly as the originals do: %s', async (language) => {
    await prepare();
    const ours = { measure: TextInlines.prototype.measure, buildNextLine: LayoutBuilder.prototype.buildNextLine };
    const compared = { words: 0, lines: 0 };
    TextInlines.prototype.measure = function (words, styles) {
      const found = ours.measure.call(this, words, styles);
      const expected = originals.measure.call(this, words, styles);
      expect(found.map(measured)).toEqual(expected.map(measured));
      compared.words += words.length;
      return found;
    };
    LayoutBuilder.prototype.buildNextLine = function (node) {
      const copy = { ...node, ...(node._inlines && { _inlines: copies(node._inlines) }) };
      const expected = originals.buildNextLine.call(this, copy);
      if (expected) putInVisualOrder(expected);
      const found = ours.buildNextLine.call(this, node);
      expect(placed(found)).toEqual(placed(expected));
      compared.lines += 1;
      return found;
    };
    await renderDocument(aDocument(language));
    Object.assign(TextInlines.prototype, { measure: ours.measure });
    Object.assign(LayoutBuilder.prototype, { buildNextLine: ours.buildNextLine });
    expect(compared.words).toBeGreaterThan(300);
    expect(compared.lines).toBeGreaterThan(100);
  });
});

describe('The work of a document', () => {
  it('is one layout for each different word, however often documents repeat it', async () => {
    const notes = Array.from({ length: 100 }, () =>
      '空车制动时方向盘抖动，左前轮制动摩擦片磨损。'.repeat(24).slice(0, 500),
    );
    await renderDocument(aDocument('zh', notes.slice(0, 1)));
    const before = layouts.count;
    await renderDocument(aDocument('zh', notes));
    expect(layouts.count - before).toBeLessThan(200);
  });

  it('is one pass over its content, even if headings move to the next page', async () => {
    const { measureDocument } = internals().DocMeasure.prototype;
    let passes = 0;
    internals().DocMeasure.prototype.measureDocument = function (content) {
      passes += 1;
      return measureDocument.call(this, content);
    };
    const sections = Array.from({ length: 40 }, (_, index) => ({
      title: `Section ${index}`,
      text: texts[0]!.repeat(4),
    }));
    await renderDocument({ ...aDocument('en'), sections });
    internals().DocMeasure.prototype.measureDocument = measureDocument;
    expect(passes).toBe(1);
  });
});
