import { priceOf, pricesInForce, type PublishedPrice, type PublishedTax } from './prices-in-force.ts';

const market = { currency: 'CNY', jurisdiction: 'CN' };

interface VersionOptions {
  key: string;
  from: string;
  at?: string;
  stationId?: string;
  currency?: string;
  jurisdiction?: string;
  /** Prices by part number; null for a withdrawn price. */
  parts?: Readonly<Record<string, bigint | null>>;
  vat?: string;
}

function version({
  key,
  from,
  at = '2025-12-01',
  parts = {},
  vat,
  ...changes
}: VersionOptions): (PublishedPrice | PublishedTax)[] {
  const [priceListId = '', number = ''] = key.split(':');
  const times = { from: new Date(from), at: new Date(at) };
  const list = { key, priceListId, version: Number(number), stationId: '', ...market, ...changes, ...times };
  const words = { descriptionEn: '', descriptionZh: '' };
  return [
    ...Object.entries(parts).map(([code, amountMinor]): PublishedPrice => {
      const withdrawn = amountMinor === null;
      const taxCategory = withdrawn ? '' : 'vat';
      return { list, kind: 'part', code, amountMinor: amountMinor ?? 0n, taxCategory, withdrawn, ...words };
    }),
    ...(vat === undefined ? [] : [{ list, kind: 'tax' as const, code: 'vat', ratePercent: vat }]),
  ];
}

/**
 * Price of a part on a day with its version: `100 network:1`. Checks that the order of the lines makes no difference.
 */
function costs(lines: readonly (PublishedPrice | PublishedTax)[], on: string, part = 'X'): string {
  const [found, other] = [lines, lines.toReversed()].map((order) =>
    priceOf(pricesInForce(order, new Date(on), market), 'part', part),
  );
  expect(found).toEqual(other);
  return found ? `${found.amountMinor} ${found.priceList}` : 'no price';
}

describe('Prices in force', () => {
  it('come from the newest valid version', () => {
    const lines = [
      ...version({ key: 'network:1', from: '2026-01-01', parts: { X: 100n }, vat: '13' }),
      ...version({ key: 'network:3', from: '2026-03-01', parts: { X: 300n }, vat: '13' }),
      ...version({ key: 'network:2', from: '2026-02-01', parts: { X: 200n }, vat: '13' }),
    ];
    expect(costs(lines, '2025-12-31T23:59:59.999Z')).toBe('no price');
    expect(costs(lines, '2026-01-01')).toBe('100 network:1');
    expect(costs(lines, '2026-02-28')).toBe('200 network:2');
    expect(costs(lines, '2026-03-01')).toBe('300 network:3');
  });

  it('stay in force if a newer version does not state them', () => {
    const lines = [
      ...version({ key: 'network:1', from: '2026-01-01', parts: { X: 100n, Y: 50n }, vat: '13' }),
      ...version({ key: 'network:2', from: '2026-02-01', parts: { Y: 60n }, vat: '13' }),
    ];
    expect(costs(lines, '2026-02-01', 'X')).toBe('100 network:1');
    expect(costs(lines, '2026-02-01', 'Y')).toBe('60 network:2');
  });

  it('are combined from several lists, and the list that became valid last wins', () => {
    const lines = [
      ...version({ key: 'oil:1', from: '2026-01-01', parts: { X: 100n, Y: 50n }, vat: '13' }),
      ...version({ key: 'belts:1', from: '2026-02-01', parts: { Y: 60n, Z: 70n }, vat: '13' }),
    ];
    expect(['X', 'Y', 'Z'].map((part) => costs(lines, '2026-02-01', part))).toEqual([
      '100 oil:1',
      '60 belts:1',
      '70 belts:1',
    ]);
  });

  it('come from the higher version or the later publication if both become valid at the same time', () => {
    const from = '2026-01-01';
    const lines = [
      ...version({ key: 'network:1', from, parts: { X: 100n }, vat: '13' }),
      ...version({ key: 'network:2', from, parts: { X: 200n }, vat: '13' }),
    ];
    expect(costs(lines, from)).toBe('200 network:2');
    const later = version({ key: 'other:1', from, at: '2025-12-02', parts: { X: 300n }, vat: '13' });
    expect(costs([...lines, ...later], from)).toBe('300 other:1');
  });

  it("come from the station's list before the network's, however old it is", () => {
    const lines = [
      ...version({ key: 'own:1', from: '2026-01-01', stationId: 'station', parts: { X: 90n }, vat: '13' }),
      ...version({ key: 'network:1', from: '2026-02-01', parts: { X: 100n, Y: 50n }, vat: '13' }),
    ];
    expect(costs(lines, '2026-03-01', 'X')).toBe('90 own:1');
    expect(costs(lines, '2026-03-01', 'Y')).toBe('50 network:1');
  });

  it('end with the version that withdraws them, after which another list counts', () => {
    const lines = [
      ...version({ key: 'network:1', from: '2026-01-01', parts: { X: 100n }, vat: '13' }),
      ...version({ key: 'network:2', from: '2026-03-01', parts: { X: null }, vat: '13' }),
      ...version({ key: 'network:3', from: '2026-05-01', parts: { X: 110n }, vat: '13' }),
      ...version({ key: 'own:1', from: '2026-01-15', stationId: 'station', parts: { X: 90n }, vat: '13' }),
      ...version({ key: 'own:2', from: '2026-02-01', stationId: 'station', parts: { X: null }, vat: '13' }),
    ];
    expect(costs(lines, '2026-01-20')).toBe('90 own:1');
    expect(costs(lines, '2026-02-01')).toBe('100 network:1');
    expect(costs(lines, '2026-03-01')).toBe('no price');
    expect(costs(lines, '2026-05-01')).toBe('110 network:3');
  });

  it('exclude lists of other markets', () => {
    const euro = { currency: 'EUR', jurisdiction: 'DE' };
    const lines = [
      ...version({ key: 'network:1', from: '2026-01-01', parts: { X: 100n }, vat: '13' }),
      ...version({ key: 'euro:1', from: '2026-02-01', parts: { X: 15n }, vat: '19', ...euro }),
      ...version({ key: 'macau:1', from: '2026-02-01', parts: { X: 16n }, vat: '0', jurisdiction: 'MO' }),
    ];
    expect(costs(lines, '2026-03-01')).toBe('100 network:1');
  });

  it('are taxed by the newest version of their own list', () => {
    const lines = [
      ...version({ key: 'network:1', from: '2026-01-01', parts: { X: 100n }, vat: '13' }),
      ...version({ key: 'network:2', from: '2026-02-01', vat: '8.875' }),
      ...version({ key: 'other:1', from: '2026-03-01', vat: '6' }),
    ];
    const taxOn = (on: string) => priceOf(pricesInForce(lines, new Date(on), market), 'part', 'X')?.taxRatePercent;
    expect(['2026-01-31', '2026-02-01', '2026-03-01'].map(taxOn)).toEqual(['13', '8.875', '8.875']);
    const { taxes } = pricesInForce(lines, new Date('2026-03-01'), market);
    expect(taxes.get('vat')).toEqual({ taxCategory: 'vat', taxRatePercent: '6', priceList: 'other:1' });
  });

  it('fail if their list lacks their tax category', () => {
    const lines = version({ key: 'network:1', from: '2026-01-01', parts: { X: 100n } });
    expect(() => pricesInForce(lines, new Date('2026-02-01'), market)).toThrow(RangeError);
  });
});
