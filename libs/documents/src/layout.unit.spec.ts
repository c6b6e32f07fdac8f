import type { DocumentData, DocumentLanguage } from './document-data.ts';
import { renderDocument } from './render-document.ts';
import { misplaced, readPdf, textOfPdf } from '../testing/index.ts';

const zigzag = [
  Array.from({ length: 60 }, (_, index) => ({ x: index * 17, y: (index % 2) * 900 + index })),
  [{ x: 20, y: 30 }],
];

/** Document with a number of entries of each kind and two signatures. */
function aDocument(
  language: DocumentLanguage,
  entries: number,
  text: (index: number) => string,
  kinds: string,
): DocumentData {
  const each = <T>(made: (index: number) => T) => Array.from({ length: entries }, (_, index) => made(index));
  const sections = [
    { title: 'Concerns', points: each((index) => ({ text: text(index), result: 'found', note: text(index + 1) })) },
    { title: 'Found', facts: each((index) => [`Fact ${index}`, text(index)] as const) },
    { title: 'Told', text: each(text).join('\n') },
    {
      title: 'Prices',
      table: {
        columns: [
          { title: 'No.', width: 'auto' as const },
          { title: 'Item' },
          { title: 'Net', align: 'right' as const, width: 80 },
        ],
        rows: each((index) => [String(index), text(index), '1,240.00']),
        total: [['Total', 'CNY 9,600.00'] as const],
      },
    },
  ];
  const signature = { at: new Date('2026-11-24T01:00:00Z'), strokes: zigzag, how: 'identity card' };
  return {
    kind: 'repair_order',
    language,
    title: language === 'zh' ? '维修任务委托书' : 'Repair order',
    number: 'ABCD1234/2',
    station: { name: 'North Gate', address: '9 Ring Road', phone: '400 100 200', timeZone: 'Asia/Shanghai' },
    parties: [{ role: 'Customer', lines: ['Haulage Ltd', text(0)] }],
    sections: sections.filter(({ title }) => kinds.includes(title[0]!)),
    notes: ['The customer orders the work listed.'],
    signatures: [
      { role: 'Customer', name: '张伟', ...signature },
      { role: 'Service advisor', name: 'Li Wei', ...signature },
    ],
    createdAt: new Date('2026-11-24T00:30:00Z'),
  };
}

const upTo30 = Array.from({ length: 30 }, (_, index) => index + 1);
const some = [1, 4, 7, 15, 30];
const few = [1, 7, 20];
const short = (index: number) => `制动时方向盘抖动 ${index}`;
const long = (index: number) =>
  'The brakes squeal when the truck is empty and rolls downhill, Škoda-like. '.repeat(1 + (index % 5));
const unbroken = (index: number) => 'X'.repeat(40 + 30 * (index % 6));

describe('The layout of a document', () => {
  it.each([
    ['concerns of a line', 'zh', short, 'C', upTo30],
    ['concerns and prices', 'zh', short, 'CP', some],
    ['long texts of all kinds', 'en', long, 'CFTP', few],
    ['words without a space', 'en', unbroken, 'CFP', few],
  ] as const)(
    'has no faults with 1 to 30 entries: %s',
    async (_, language, text, kinds, counts) => {
      const faults: string[] = [];
      for (const entries of counts) {
        const bytes = await renderDocument(aDocument(language, entries, text, kinds));
        faults.push(...misplaced(bytes, 2).map((fault) => `${entries} entries: ${fault}`));
      }
      expect(faults).toEqual([]);
    },
    120_000,
  );

  it('prints every letter of a text of many pages', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => `#${index}: ${long(index)}`);
    const points = texts.map((text) => ({ text, note: text }));
    const bytes = await renderDocument({ ...aDocument('en', 1, short, ''), sections: [{ title: 'Damages', points }] });
    const pages = textOfPdf(bytes);
    expect(pages.length).toBeGreaterThan(3);
    const text = pages.join('').replaceAll(/\s/g, '');
    for (const index of [0, 31, 59]) expect(text.split(texts[index]!.replaceAll(/\s/g, '')).length).toBe(3);
    expect(misplaced(bytes, 2)).toEqual([]);
  });

  it('leaves an empty line for a missing signature', async () => {
    const { signatures = [], ...data } = aDocument('en', 3, short, 'C');
    const roles = signatures.map(({ role }) => ({ role }));
    const bytes = await renderDocument({ ...data, signatures: roles });
    expect(misplaced(bytes)).toEqual([]);
    expect(readPdf(bytes)).toHaveLength(1);
  });
});
