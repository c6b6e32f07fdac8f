import { execFileSync } from 'node:child_process';
import type { DocumentData, DocumentLanguage } from './document-data.ts';
import { sha256Hex } from './hash.ts';
import { renderDocument } from './render-document.ts';
import { misplaced, readPdf } from '../testing/index.ts';

// Document with every kind of content.
function aDocument(language: DocumentLanguage = 'en', changes: Partial<DocumentData> = {}): DocumentData {
  const zh = language === 'zh';
  return {
    kind: 'repair_order',
    language,
    title: zh ? '维修委托书' : 'Repair order',
    number: 'RO-2026-000117',
    station: {
      name: zh ? '上海嘉定服务站' : 'Shanghai Jiading Station',
      address: '4800 Cao’an Road, 嘉定',
      phone: '+86 21 5555 0100',
      timeZone: 'Asia/Shanghai',
    },
    parties: [{ role: zh ? '客户' : 'Customer', lines: ['Škoda 物流', 'Łódź 1'] }],
    facts: [
      [zh ? '车牌' : 'Plate', '沪A·D8231'],
      ['VIN', 'LFWSRXRJ0P1E00017'],
    ],
    sections: [
      { title: zh ? '客户陈述' : 'Concerns', text: zh ? '制动时方向盘抖动。' : 'Shakes when braking.' },
      {
        title: zh ? '预检' : 'Check sheet',
        points: [{ text: zh ? '轮胎' : 'Tyres', result: '7.5 bar', note: zh ? '偏低' : 'low' }],
      },
      {
        title: zh ? '费用' : 'Prices',
        table: {
          columns: [{ title: zh ? '项目' : 'Item' }, { title: zh ? '金额' : 'Net', align: 'right', width: 80 }],
          rows: Array.from({ length: 40 }, (_, index) => [
            zh ? `四轮定位 ${index}` : `Axle alignment ${index}`,
            '240.00',
          ]),
          total: [[zh ? '合计' : 'Total', 'CNY 9,600.00']],
        },
      },
    ],
    notes: [zh ? '以先到者为准。' : 'Whichever comes first.'],
    signatures: [
      {
        role: zh ? '客户' : 'Customer',
        name: '张伟',
        at: new Date('2026-11-24T01:00:00Z'),
        strokes: [
          [
            { x: 1, y: 2 },
            { x: 30, y: 20 },
          ],
          [{ x: 5, y: 5 }],
        ],
        how: zh ? '手写' : 'drawn',
      },
      { role: zh ? '服务顾问' : 'Advisor' },
    ],
    footer: zh ? '一式两份' : 'Two copies',
    createdAt: new Date('2026-11-24T00:30:00Z'),
    ...changes,
  };
}

describe('renderDocument', () => {
  it.each(['en', 'zh'] as const)('renders the same data to the same small PDF in %s', async (language) => {
    const bytes = await renderDocument(aDocument(language));
    expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.length).toBeLessThan(100_000);
    expect(sha256Hex(await renderDocument(aDocument(language)))).toBe(sha256Hex(bytes));
  });

  it('renders the same bytes in another process and time zone', async () => {
    const data = aDocument('zh');
    const script = `
      import { renderDocument } from ${JSON.stringify(new URL('./render-document.ts', import.meta.url).href)};
      const data = JSON.parse(process.argv[1], (name, value) =>
        name === 'at' || name === 'createdAt' ? new Date(value) : value);
      process.stdout.write(await renderDocument(data));`;
    const flags = ['--no-warnings', '--conditions=waystation-source', '--input-type=module'];
    const bytes = execFileSync(process.execPath, [...flags, '-e', script, JSON.stringify(data)], {
      env: { ...process.env, TZ: 'America/New_York', NODE_OPTIONS: '' },
    });
    expect(sha256Hex(bytes)).toBe(sha256Hex(await renderDocument(data)));
  }, 30_000);

  it('renders different bytes for different data', async () => {
    const [one, ...others] = await Promise.all([
      renderDocument(aDocument()),
      renderDocument(aDocument('en', { createdAt: new Date('2026-11-24T00:30:01Z') })),
      renderDocument(aDocument('en', { notes: ['Whichever comes last.'] })),
    ]);
    for (const other of others) expect(sha256Hex(other)).not.toBe(sha256Hex(one));
  });

  it('still renders documents after one has failed', async () => {
    const failed = renderDocument({ ...aDocument(), station: { ...aDocument().station, timeZone: 'Nowhere/None' } });
    const next = renderDocument(aDocument());
    await expect(failed).rejects.toThrow();
    expect((await next).length).toBeGreaterThan(0);
  });

  it('treats markup, placeholders and URLs in a text as plain text', async () => {
    const text = '<svg/> {text} $1 file:///etc/passwd http://example.invalid';
    await expect(renderDocument(aDocument('en', { title: text, notes: [text] }))).resolves.toBeDefined();
  });
});

/** Lines of all pages, each read from left to right as printed. */
function linesOf(bytes: Uint8Array): string[] {
  return readPdf(bytes).flatMap(({ texts }) => {
    const lines = new Map<number, typeof texts>();
    for (const text of texts) {
      const line = [...lines.keys()].find((bottom) => Math.abs(bottom - text.bottom) < 2) ?? text.bottom;
      lines.set(line, [...(lines.get(line) ?? []), text]);
    }
    const ordered = [...lines].sort(([one], [other]) => one - other);
    return ordered.map(([, line]) =>
      line
        .sort((one, other) => one.left - other.left)
        .map(({ text }) => text)
        .join('')
        .trim(),
    );
  });
}

const printedLines = async (changes: Partial<DocumentData>) =>
  linesOf(await renderDocument({ ...aDocument('en'), parties: [], sections: [], notes: [], ...changes }));

describe('A right-to-left text', () => {
  // The lines are read from left to right, so letters of these scripts come last to first.
  const reversed = (text: string) => [...text].reverse().join('');

  it('is set from right to left, but its numbers and Latin names from left to right', async () => {
    const [text] = (await printedLines({ notes: ['abcd', 'שלום (Volvo FH16) 24'] })).filter((line) =>
      line.includes('Volvo'),
    );
    // Brackets are mirrored, and the PDF maps one as printed and the other as typed.
    expect(text!.replace(/[()]/g, '|')).toBe(`24 |Volvo FH16| ${reversed('שלום')}`);
  });

  it('is reversed within a left-to-right line', async () => {
    expect(await printedLines({ notes: ['客户 שלום עולם 很好 12'] })).toContain(
      `客户 ${reversed('שלום עולם')} 很好 12`,
    );
  });

  it('breaks in reading order in a narrow cell', async () => {
    const words = ['אחת', 'שתיים', 'שלוש', 'ארבע', 'חמש', 'שש', 'שבע', 'שמונה', 'תשע', 'עשר'];
    const columns = [{ title: 'Item' }, { title: 'Words', width: 80 }];
    const lines = await printedLines({
      sections: [{ title: 'x', table: { columns, rows: [['1', words.join(' ')]] } }],
    });
    const found = lines.filter((line) => /[א-ת]/.test(line)).map((line) => reversed(line.replace('1', '').trim()));
    expect(found.length).toBeGreaterThan(1);
    expect(found.join(' ')).toBe(words.join(' '));
  });

  it('is aligned to the right, but a name stays at the left of its box', async () => {
    const bytes = await renderDocument({
      ...aDocument('en'),
      parties: [{ role: 'Customer', lines: ['שלום'] }],
      sections: [{ title: 'x', text: 'עולם' }],
    });
    const texts = readPdf(bytes).flatMap((page) => page.texts.filter(({ text }) => /[א-ת]/.test(text)));
    const ofLine = (of: (typeof texts)[number]) => texts.filter(({ bottom }) => bottom === of.bottom);
    expect(Math.min(...ofLine(texts[0]!).map(({ left }) => left))).toBeLessThan(60);
    expect(Math.round(Math.max(...ofLine(texts.at(-1)!).map(({ right }) => right)))).toBe(555);
  });

  it('does not reverse a date after a name', async () => {
    const signatures = [{ role: 'Customer', name: 'שלום עולם', at: new Date('2026-11-24T01:00:00Z') }];
    expect(await printedLines({ signatures })).toContain(`${reversed('שלום עולם')} | 2026-11-24 09:00`);
  });
});

it('keeps a number on one line whose width is that of its column', async () => {
  const numbers = Array.from({ length: 40 }, (_, index) => `A-${index * 37}/2`);
  for (const number of numbers) {
    const data = { ...aDocument('zh'), title: 'Order', number, parties: [], facts: [], sections: [], notes: [] };
    expect(linesOf(await renderDocument(data)).filter((line) => line.endsWith(`编号 ${number}`))).toHaveLength(1);
  }
});

describe('Letters of any script', () => {
  const words = [
    'ئۇيغۇر',
    'ไทย น้ำมัน',
    '한국어',
    'हिन्दी',
    'ᠮᠣᠩᠭᠣᠯ',
    'བོད་ཡིག',
    'ქართული',
    'Հայ',
    'ট্রাক',
    'தமிழ்',
    '𠮷野',
    '👍🏻',
  ];

  it.each(['en', 'zh'] as const)('are printed in headings and cells of a document in %s', async (language) => {
    const text = words.join(' ');
    const table = { columns: [{ title: text }, { title: 'x', width: 90 }], rows: [[text, text]] };
    const bytes = await renderDocument(aDocument(language, { title: text, sections: [{ title: text, text, table }] }));
    expect(misplaced(bytes, 1)).toEqual([]);
    expect(bytes.length).toBeLessThan(250_000);
  });

  it.each(['👍🏻', 'ئۇيغۇر', '한국', '𠮷'])('take up exactly their width: %s', async (word) => {
    const bytes = await renderDocument({ ...aDocument('zh'), notes: [`很${word}很`] });
    const texts = readPdf(bytes).flatMap((page) => page.texts);
    const at = texts.findIndex(
      ({ text }, index) => text === '很' && texts.slice(index + 1).some((each) => each.text === '很'),
    );
    const next = texts.findIndex(({ text }, index) => index > at && text === '很');
    const between = texts.slice(at + 1, next).filter(({ left, right }) => right > left);
    expect(Math.min(...between.map(({ left }) => left))).toBeCloseTo(texts[at]!.right, 0);
    expect(Math.max(...between.map(({ right }) => right))).toBeCloseTo(texts[next]!.left, 0);
  });

  it('do not depend on documents rendered before', async () => {
    const alone = sha256Hex(await renderDocument(aDocument('zh', { notes: words })));
    await renderDocument(aDocument('en', { notes: [...words].reverse().map((word) => `\u00a0${word}\u00a0x`) }));
    expect(sha256Hex(await renderDocument(aDocument('zh', { notes: words })))).toBe(alone);
  });

  it('are printed without invisible characters', async () => {
    const lines = await printedLines({ notes: ['a\u200bb\u200dc\ufeffd\u202ee\u2060f \u2067g\u2069'] });
    expect(lines).toContain('abcdef g');
  });

  it('are refused if no font has them', async () => {
    const refused = renderDocument(aDocument('en', { notes: ['Javanese ꦗꦮ'], title: '🚛 𞤀' }));
    await expect(refused).rejects.toThrow('CHARACTERS_NOT_PRINTABLE (characters=𞤀 (🚛 𞤀), ꦗ ꦮ (Notes))');
  });
});
