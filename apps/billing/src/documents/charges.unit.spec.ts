import type { StatementLine } from '../model/statement.ts';
import { chargesOf } from '../../testing/a-visit.ts';
import { chargesTable, chargeLabels } from './charges.ts';

const line: StatementLine = {
  lineId: '1',
  itemId: '',
  kind: 'part',
  code: 'P-1',
  description: 'Brake lining',
  quantity: '1',
  unitPriceMinor: 20_000n,
  netMinor: 20_000n,
  taxCategory: 'sales',
  taxRatePercent: '8.875',
  payer: 'customer',
  priceList: '01980000-0000-7000-8000-00000000ab01:3',
  added: false,
};
const tableOf = (language: 'en' | 'zh', ...lines: StatementLine[]) =>
  chargesTable('customer', { ...chargesOf(lines), currency: 'EUR' }, chargeLabels[language]);

describe('what a payer is charged for', () => {
  it.each([
    ['8.875', 'Tax sales 8.875 %', 'EUR 17.75'],
    ['9.975', 'Tax sales 9.975 %', 'EUR 19.95'],
    ['6.625', 'Tax sales 6.625 %', 'EUR 13.25'],
    ['13', 'Tax sales 13 %', 'EUR 26.00'],
  ])('is printed with the rate of its tax, %s percent', (taxRatePercent, labels, amount) => {
    expect(tableOf('en', { ...line, taxRatePercent }).total).toContainEqual([labels, amount]);
  });

  it('cites the price list of each line, so that two that were made within a minute are told apart', () => {
    const other = { ...line, priceList: '01980000-0000-7000-8000-00000000cd02:1' };
    expect(tableOf('zh', line, other).rows.map((row) => row.at(-1))).toEqual(['0000ab01:3', '0000cd02:1']);
  });
});
