import { Names } from '@waystation/names';
import type { StatementLine } from '../model/statement.ts';
import { chargesOf } from '../../testing/a-visit.ts';
import { chargesTable } from './charges.ts';

const line: StatementLine = {
  lineId: '1',
  itemId: '',
  kind: 'part',
  code: 'P-1',
  description: 'Brake lining',
  quantity: '1',
  unit: 'set',
  unitPriceMinor: 20_000n,
  netMinor: 20_000n,
  taxCategory: 'sales',
  taxRatePercent: '8.875',
  payer: 'customer',
  priceList: '01980000-0000-7000-8000-00000000ab01:3',
  added: false,
};
const entries = [{ code: 'sales', nameEn: 'Sales tax', nameZh: '销售税' }];
const names = new Names([{ kind: 'tax_category', entries }]);
const tableOf = (language: 'en' | 'zh', ...lines: StatementLine[]) =>
  chargesTable('customer', { ...chargesOf(lines), currency: 'EUR' }, names, language);

describe('The charges table', () => {
  it.each([
    ['8.875', 'Sales tax 8.875 %', 'EUR 17.75'],
    ['9.975', 'Sales tax 9.975 %', 'EUR 19.95'],
    ['6.625', 'Sales tax 6.625 %', 'EUR 13.25'],
    ['13', 'Sales tax 13 %', 'EUR 26.00'],
  ])('prints the tax with its rate of %s percent', (taxRatePercent, labels, amount) => {
    expect(tableOf('en', { ...line, taxRatePercent }).total).toContainEqual([labels, amount]);
  });

  it('distinguishes two price lists that were made within a minute', () => {
    const other = { ...line, priceList: '01980000-0000-7000-8000-00000000cd02:1' };
    expect(tableOf('zh', line, other).rows.map((row) => row.at(-1))).toEqual(['0000AB01/3', '0000CD02/1']);
  });

  it('names line types and taxes and prints the unit of each quantity, in both languages', () => {
    const fee = { ...line, kind: 'fee', code: 'waste_disposal', description: '废油废件处理', unit: 'time' };
    const labour = { ...line, kind: 'labour', code: '013-001-017/1', quantity: '1.5', unit: 'hour' };
    expect(tableOf('en', line, labour).rows.map((row) => row.slice(0, 3))).toEqual([
      ['Part', 'P-1 Brake lining', '1 set'],
      ['Labour', '013-001-017/1 Brake lining', '1.5 h'],
    ]);
    const zh = tableOf('zh', line, fee);
    expect(zh.rows.map((row) => row.slice(0, 3))).toEqual([
      ['配件', 'P-1 Brake lining', '1 套'],
      ['费用', '废油废件处理', '1 次'],
    ]);
    expect(zh.total).toContainEqual(['销售税 8.875 %', 'EUR 35.50']);
  });

  it('prints the word for tax when the category has no name', () => {
    const { total } = chargesTable('customer', { ...chargesOf([line]), currency: 'EUR' }, new Names(), 'zh');
    expect(total).toContainEqual(['税额 8.875 %', 'EUR 17.75']);
  });
});
