import { price, type ItemToPrice } from './price.ts';
import { pricesInForce, type PublishedPrice, type PublishedTax } from './prices-in-force.ts';

const germany = { currency: 'EUR', jurisdiction: 'DE' };
const china = { currency: 'CNY', jurisdiction: 'CN' };
const at = new Date('2026-03-02T08:00:00Z');

interface List {
  currency: string;
  jurisdiction: string;
  key: string;
  stationId: string;
  labour: Readonly<Record<string, bigint>>;
  parts: Readonly<Record<string, bigint>>;
  fees: Readonly<Record<string, bigint>>;
  taxes: Readonly<Record<string, string>>;
  /** Tax categories by code; codes not listed are `standard`. */
  taxOf: Readonly<Record<string, string>>;
}

/** Lines of version 1 of the network's list, with changes. */
function aList(changes: Partial<List> = {}): (PublishedPrice | PublishedTax)[] {
  const stated: List = {
    ...germany,
    key: 'network:1',
    stationId: '',
    labour: { mechanical: 12_000n, electrical: 13_333n },
    parts: { 'OIL-1': 1_199n, 'BOOK-1': 1_001n },
    fees: { disposal: 550n },
    taxes: { standard: '19', reduced: '7' },
    taxOf: { 'BOOK-1': 'reduced' },
    ...changes,
  };
  const { key, stationId, currency, jurisdiction } = stated;
  const [priceListId = '', version = ''] = key.split(':');
  const from = new Date('2026-01-01T00:00:00Z');
  const times = { from, at: new Date('2025-12-01T00:00:00Z') };
  const list = { key, priceListId, version: Number(version), stationId, currency, jurisdiction, ...times };
  const words = { descriptionEn: 'Disposal of oil', descriptionZh: '废油处理' };
  const lines = (kind: 'labour' | 'part' | 'fee', prices: Readonly<Record<string, bigint>>) =>
    Object.entries(prices).map(([code, amountMinor]): PublishedPrice => {
      const taxCategory = stated.taxOf[code] ?? 'standard';
      return { list, kind, code, amountMinor, taxCategory, withdrawn: false, ...words };
    });
  return [
    ...lines('labour', stated.labour),
    ...lines('part', stated.parts),
    ...lines('fee', stated.fees),
    ...Object.entries(stated.taxes).map(([code, ratePercent]): PublishedTax => ({
      list,
      kind: 'tax',
      code,
      ratePercent,
    })),
  ];
}

function anItem(changes: Partial<ItemToPrice> = {}): ItemToPrice {
  return { itemId: 'item-1', workKind: 'mechanical', payer: 'customer', ...changes };
}

const german = pricesInForce(aList(), at, germany);

describe('price', () => {
  it('prices labour by the published minutes, parts by the unit, and fees, each with its price list version', () => {
    const item = anItem({
      operations: [{ code: '045-001-002/1', description: 'Change the oil', labourMinutes: 90 }],
      parts: [{ partNumber: 'OIL-1', description: 'Oil 5W-30', quantity: '32.5', unit: 'litre' }],
      fees: [{ code: 'disposal' }],
    });
    const priced = price([item], german, { language: 'en' });

    const common = { itemId: 'item-1', payer: 'customer', priceList: 'network:1' };
    const taxed = { taxCategory: 'standard', taxRatePercent: '19' };
    expect(priced.lines).toEqual([
      {
        lineId: '1',
        ...common,
        kind: 'labour',
        code: '045-001-002/1',
        description: 'Change the oil',
        quantity: '1.5',
        unit: 'hour',
        unitPriceMinor: 12_000n,
        netMinor: 18_000n,
        ...taxed,
      },
      {
        lineId: '2',
        ...common,
        kind: 'part',
        code: 'OIL-1',
        description: 'Oil 5W-30',
        quantity: '32.5',
        unit: 'litre',
        unitPriceMinor: 1_199n,
        netMinor: 38_968n, // 38,967.5
        ...taxed,
      },
      {
        lineId: '3',
        ...common,
        kind: 'fee',
        code: 'disposal',
        description: 'Disposal of oil',
        quantity: '1',
        unit: 'time',
        unitPriceMinor: 550n,
        netMinor: 550n,
        ...taxed,
      },
    ]);
    expect(priced).toMatchObject({
      currency: 'EUR',
      netMinor: 57_518n,
      taxMinor: 10_928n, // 10,928.42
      amountMinor: 68_446n,
      labourMinutes: 90,
      missing: [],
    });
    expect(priced.totals).toEqual([{ payer: 'customer', netMinor: 57_518n, taxMinor: 10_928n, amountMinor: 68_446n }]);
  });

  it.each([
    [20, '0.3333', 4_444n], // 4,444.33; 0.33 hours would cost 4,400
    [50, '0.8333', 11_111n], // 11,110.83
    [60, '1', 13_333n],
    [600, '10', 133_330n],
    [0, '0', 0n],
  ])('prices %d minutes exactly, not by the rounded hours', (labourMinutes, quantity, netMinor) => {
    const operations = [{ code: 'x', description: '', labourMinutes }];
    const { lines } = price([anItem({ workKind: 'electrical', operations })], german, { language: 'en' });
    expect(lines).toMatchObject([{ quantity, netMinor }]);
  });

  it('taxes the total of a category, not each line', () => {
    const parts = Array.from({ length: 3 }, () => ({ partNumber: 'NUT', description: '', quantity: '1' }));
    const prices = pricesInForce(aList({ parts: { NUT: 3n } }), at, germany);
    // Line by line, 0.57 would be rounded to 1 three times.
    expect(price([anItem({ parts })], prices, { language: 'en' }).taxMinor).toBe(2n);
  });

  it('separates payers and tax categories', () => {
    const parts = [
      { partNumber: 'OIL-1', description: '', quantity: '1' },
      { partNumber: 'BOOK-1', description: '', quantity: '1' },
    ];
    const wanted = [anItem({ parts }), anItem({ itemId: 'item-2', payer: 'warranty', parts })];
    const { taxes, totals, amountMinor } = price(wanted, german, { language: 'en' });
    expect(taxes).toEqual(
      ['customer', 'warranty'].flatMap((payer) => [
        { payer, taxCategory: 'standard', taxRatePercent: '19', netMinor: 1_199n, taxMinor: 228n },
        { payer, taxCategory: 'reduced', taxRatePercent: '7', netMinor: 1_001n, taxMinor: 70n },
      ]),
    );
    expect(totals).toEqual(
      ['customer', 'warranty'].map((payer) => ({ payer, netMinor: 2_200n, taxMinor: 298n, amountMinor: 2_498n })),
    );
    expect(amountMinor).toBe(4_996n);
  });

  it('taxes 13 % in China and describes fees in Chinese', () => {
    const list = aList({ ...china, taxes: { standard: '13' }, taxOf: {} });
    const prices = pricesInForce(list, at, china);
    const priced = price([anItem({ fees: [{ code: 'disposal' }] })], prices, { language: 'zh-CN' });
    expect(priced).toMatchObject({ currency: 'CNY', netMinor: 550n, taxMinor: 72n, amountMinor: 622n }); // 71.5
    expect(priced.lines[0]!.description).toBe('废油处理');
  });

  it.each([
    ['8.875', 1_774n], // 1,774.11
    ['9.975', 1_994n], // 1,994.00
    ['6.625', 1_324n], // 1,324.33
    ['0', 0n],
  ])('applies a tax rate of %s %%', (standard, taxMinor) => {
    const list = aList({ parts: { 'OIL-1': 19_990n }, taxes: { standard } });
    const parts = [{ partNumber: 'OIL-1', description: '', quantity: '1' }];
    const priced = price([anItem({ parts })], pricesInForce(list, at, germany), { language: 'en' });
    expect(priced).toMatchObject({ netMinor: 19_990n, taxMinor, taxes: [{ taxRatePercent: standard }] });
  });

  it("prefers the station's price to the network's and cites its list", () => {
    const own = aList({
      key: 'own:4',
      stationId: 'station',
      labour: {},
      parts: { 'OIL-1': 999n },
      fees: {},
      taxes: { standard: '19' },
    });
    const parts = ['OIL-1', 'BOOK-1'].map((partNumber) => ({ partNumber, description: '', quantity: '1' }));
    const prices = pricesInForce([...aList(), ...own], at, germany);
    expect(price([anItem({ parts })], prices, { language: 'en' }).lines).toMatchObject([
      { code: 'OIL-1', netMinor: 999n, priceList: 'own:4' },
      { code: 'BOOK-1', netMinor: 1_001n, priceList: 'network:1' },
    ]);
  });

  it('names everything without a published price at once and prices the rest', () => {
    const item = anItem({
      workKind: 'body',
      operations: [
        { code: 'a', description: '', labourMinutes: 30 },
        { code: 'b', description: '', labourMinutes: 40 },
      ],
      parts: [
        { partNumber: 'NONE-1', description: '', quantity: '1' },
        { partNumber: 'OIL-1', description: '', quantity: '1' },
      ],
      fees: [{ code: 'towing' }],
    });
    const priced = price([item], german, { language: 'en' });
    expect(priced.missing).toEqual([
      { itemId: 'item-1', kind: 'labour', code: 'body', description: '' },
      { itemId: 'item-1', kind: 'part', code: 'NONE-1', description: '' },
      { itemId: 'item-1', kind: 'fee', code: 'towing', description: '' },
    ]);
    expect(priced).toMatchObject({ lines: [{ code: 'OIL-1' }], labourMinutes: 70, netMinor: 1_199n });
  });

  it('prices nothing if no prices are published', () => {
    const parts = [{ partNumber: 'OIL-1', description: '', quantity: '1' }];
    const priced = price([anItem({ parts })], pricesInForce([], at, germany), { language: 'en' });
    expect(priced).toMatchObject({ lines: [], totals: [], amountMinor: 0n, missing: [{ code: 'OIL-1' }] });
  });

  it('takes the ids of lines from the caller', () => {
    const ids = ['a', 'b'];
    const fees = [{ code: 'disposal' }, { code: 'disposal' }];
    const { lines } = price([anItem({ fees })], german, { language: 'en', newId: () => ids.shift()! });
    expect(lines.map(({ lineId }) => lineId)).toEqual(['a', 'b']);
  });

  it.each([['-1'], ['1,5'], ['']])('refuses the quantity %j of a part', (quantity) => {
    const parts = [{ partNumber: 'OIL-1', description: '', quantity }];
    expect(() => price([anItem({ parts })], german, { language: 'en' })).toThrow(RangeError);
  });

  it.each([-1, 1.5])('refuses %d minutes of labour', (labourMinutes) => {
    const operations = [{ code: 'x', description: '', labourMinutes }];
    expect(() => price([anItem({ operations })], german, { language: 'en' })).toThrow(RangeError);
  });

  it('adds up lines, taxes and totals for any items', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const any = numbers(seed);
      const wanted = Array.from({ length: 1 + any(6) }, (_, index) => anyItem(index, any));
      const { lines, totals, taxes, netMinor, taxMinor, amountMinor, missing } = price(wanted, german, {
        language: 'en',
      });

      expect(missing).toEqual([]);
      expect(netMinor).toBe(sum(lines, (line) => line.netMinor));
      expect(amountMinor).toBe(netMinor + taxMinor);
      for (const kind of ['netMinor', 'taxMinor', 'amountMinor'] as const)
        expect(sum(totals, (total) => total[kind])).toBe({ netMinor, taxMinor, amountMinor }[kind]);
      for (const total of totals) {
        const own = taxes.filter(({ payer }) => payer === total.payer);
        expect(sum(own, (tax) => tax.taxMinor)).toBe(total.taxMinor);
        expect(total.amountMinor).toBe(total.netMinor + total.taxMinor);
      }
      // Rounded once, so at most half a unit off.
      for (const tax of taxes) {
        const exact = tax.netMinor * BigInt(tax.taxRatePercent);
        expect(absolute(tax.taxMinor * 100n - exact)).toBeLessThanOrEqual(50n);
      }
    }
  });
});

/** Pseudorandom numbers, which repeat for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function anyItem(index: number, any: (below: number) => number): ItemToPrice {
  const several = <T>(make: () => T) => Array.from({ length: any(4) }, make);
  return {
    itemId: `item-${index}`,
    workKind: any(2) ? 'mechanical' : 'electrical',
    payer: ['customer', 'warranty', 'goodwill'][any(3)]!,
    operations: several(() => ({ code: 'x', description: '', labourMinutes: any(500) })),
    parts: several(() => ({
      partNumber: any(2) ? 'OIL-1' : 'BOOK-1',
      description: '',
      quantity: `${any(40)}.${any(1000)}`,
    })),
    fees: several(() => ({ code: 'disposal' })),
  };
}

function sum<T>(of: readonly T[], amountOf: (each: T) => bigint): bigint {
  return of.reduce((total, each) => total + amountOf(each), 0n);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
