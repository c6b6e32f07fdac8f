import { checkLength, lengthOf, documentLimits } from './document-length.ts';
import type { DocumentData, DocumentSection } from './document-data.ts';
import { renderDocument } from './render-document.ts';
import { readPdf } from '../testing/index.ts';

const aDocument = (sections: readonly DocumentSection[]): DocumentData => ({
  kind: 'repair_order',
  language: 'zh',
  title: '维修任务委托书',
  station: { name: 'North Gate', address: '9 Ring Road', phone: '400 100 200', timeZone: 'Asia/Shanghai' },
  sections,
  createdAt: new Date('2026-11-24T00:30:00Z'),
});

const han = (letters: number) => '空车制动时方向盘抖动。'.repeat(Math.ceil(letters / 11)).slice(0, letters);
const columns = [{ title: 'No.', width: 'auto' as const }, { title: 'Item' }, { title: 'Net', width: 80 }];
const rows = Array.from({ length: 80 }, (_, index) => [String(index), '四轮定位', '240.00']);

describe('The length of a document', () => {
  it.each([
    ['a line', [{ title: 'Told', text: han(10) }]],
    ['texts', [{ title: 'Told', text: han(3_000) }]],
    ['points', [{ title: 'Told', points: Array.from({ length: 30 }, () => ({ text: han(120), note: 'long ago' })) }]],
    ['a table', [{ title: 'Prices', table: { columns, rows } }]],
  ])('is estimated before rendering: %s', async (_, sections) => {
    const { pages } = lengthOf(aDocument(sections));
    const { length } = readPdf(await renderDocument(aDocument(sections)));
    expect(pages).toBeGreaterThanOrEqual(length);
    expect(pages).toBeLessThanOrEqual(Math.ceil(length * 1.6) + 1);
  });

  it('is limited in letters and in pages', () => {
    const letters = Array.from({ length: 81 }, () => ({ title: 'Told', text: 'word '.repeat(200) }));
    expect(() => checkLength(aDocument(letters))).toThrow('DOCUMENT_TOO_LONG');
    const points = Array.from({ length: 4_000 }, () => ({ text: 'x' }));
    const sections = [
      { title: 'Told', text: 'x' },
      { title: 'Damages', points },
    ];
    expect(() => checkLength(aDocument(sections))).toThrow(
      expect.objectContaining({
        reason: 'DOCUMENT_TOO_LONG',
        metadata: expect.objectContaining({ longest: 'Damages' }),
      }),
    );
    expect(() => checkLength(aDocument(letters.slice(1)))).not.toThrow();
    expect(lengthOf(aDocument(letters)).letters).toBeGreaterThan(documentLimits.letters);
  });
});
