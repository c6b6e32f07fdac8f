import { ids, priceList } from '../../testing/a-visit.ts';
import { addedLines, type PublishedFee } from './added-lines.ts';

const tax = { taxCategory: 'standard', taxRatePercent: '13', priceList };
const disposal: PublishedFee = { amountMinor: 500n, ...tax, descriptionEn: 'Disposal', descriptionZh: '处置费' };
const prices = {
  feeOf: (code: string) => (code === 'disposal' ? disposal : undefined),
  taxOf: (category: string) => (category === 'standard' ? tax : undefined),
};
const about = { payer: 'customer', itemId: '' };

describe('Added lines', () => {
  it('charge a fee at its published amount, described in the language of the document', () => {
    const { lines, unpublished } = addedLines([{ code: 'disposal', ...about }], [], prices, 'zh', () => 'id');
    expect(lines).toEqual([
      {
        lineId: 'id',
        kind: 'fee',
        code: 'disposal',
        description: '处置费',
        quantity: '1',
        unit: 'time',
        unitPriceMinor: 500n,
        netMinor: 500n,
        taxCategory: 'standard',
        taxRatePercent: '13',
        priceList,
        added: true,
        ...about,
      },
    ]);
    expect(unpublished).toEqual([]);
  });

  it('charge sublet work with the published tax', () => {
    const work = { description: 'Cylinder ground', amountMinor: 7_000n, taxCategory: 'standard', ...about };
    const { lines } = addedLines([], [{ ...work, itemId: ids.item }], prices, 'en', () => 'id');
    expect(lines).toMatchObject([
      { kind: 'sublet', netMinor: 7_000n, taxRatePercent: '13', priceList, itemId: ids.item },
    ]);
  });

  it('leave out unpublished fees and taxes, and report them', () => {
    const work = { description: 'x', amountMinor: 1n, taxCategory: 'reduced', ...about };
    expect(addedLines([{ code: 'toll', ...about }], [work], prices, 'en', () => 'id')).toEqual({
      lines: [],
      unpublished: [
        { requirement: 'FEE_NOT_PUBLISHED', code: 'toll' },
        { requirement: 'TAX_NOT_PUBLISHED', code: 'reduced' },
      ],
    });
  });
});
