import { execFileSync } from 'node:child_process';
import type { Paper, PaperLanguage } from './paper.ts';
import { sha256Hex } from './hash.ts';
import { renderPaper } from './render-paper.ts';

// An example of all that a paper may have; services say their own words.
function aPaper(language: PaperLanguage = 'en', changes: Partial<Paper> = {}): Paper {
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
      zone: 'Asia/Shanghai',
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
        points: [{ words: zh ? '轮胎' : 'Tyres', result: '7.5 bar', note: zh ? '偏低' : 'low' }],
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

describe('renderPaper', () => {
  it.each(['en', 'zh'] as const)('makes a small PDF in %s, the same bytes for the same data', async (language) => {
    const bytes = await renderPaper(aPaper(language));
    expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.length).toBeLessThan(100_000);
    expect(sha256Hex(await renderPaper(aPaper(language)))).toBe(sha256Hex(bytes));
  });

  it('makes the same bytes in another process and zone', async () => {
    const paper = aPaper('zh');
    const script = `
      import { renderPaper } from ${JSON.stringify(new URL('./render-paper.ts', import.meta.url).href)};
      const paper = JSON.parse(process.argv[1], (name, value) =>
        name === 'at' || name === 'createdAt' ? new Date(value) : value);
      process.stdout.write(await renderPaper(paper));`;
    const flags = ['--no-warnings', '--conditions=waystation-source', '--input-type=module'];
    const bytes = execFileSync(process.execPath, [...flags, '-e', script, JSON.stringify(paper)], {
      env: { ...process.env, TZ: 'America/New_York', NODE_OPTIONS: '' },
    });
    expect(sha256Hex(bytes)).toBe(sha256Hex(await renderPaper(paper)));
  }, 30_000);

  it('makes other bytes of other data', async () => {
    const [one, ...others] = await Promise.all([
      renderPaper(aPaper()),
      renderPaper(aPaper('en', { createdAt: new Date('2026-11-24T00:30:01Z') })),
      renderPaper(aPaper('en', { notes: ['Whichever comes last.'] })),
    ]);
    for (const other of others) expect(sha256Hex(other)).not.toBe(sha256Hex(one));
  });

  it('goes on after a paper that it could not make', async () => {
    const failed = renderPaper({ ...aPaper(), station: { ...aPaper().station, zone: 'Nowhere/None' } });
    const next = renderPaper(aPaper());
    await expect(failed).rejects.toThrow();
    expect((await next).length).toBeGreaterThan(0);
  });

  it('takes nothing that a text says for an order', async () => {
    const words = '<svg/> {text} $1 file:///etc/passwd http://example.invalid';
    await expect(renderPaper(aPaper('en', { title: words, notes: [words] }))).resolves.toBeDefined();
  });
});
