import { priceOf, pricesInForce, type PublishedPrice, type PublishedTax } from './prices-in-force.ts';

const market = { currency: 'CNY', jurisdiction: 'CN' };

interface Said {
  key: string;
  from: string;
  at?: string;
  stationId?: string;
  currency?: string;
  jurisdiction?: string;
  /** Of parts; null where it is withdrawn. */
  parts?: Readonly<Record<string, bigint | null>>;
  vat?: string;
}

function version({ key, from, at = '2025-12-01', parts = {}, vat, ...said }: Said): (PublishedPrice | PublishedTax)[] {
  const [priceListId = '', number = ''] = key.split(':');
  const times = { from: new Date(from), at: new Date(at) };
  const list = { key, priceListId, version: Number(number), stationId: '', ...market, ...said, ...times };
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

/** What a part costs on a day, and by which version: `100 network:1`. The order of the lines has no effect. */
function costs(lines: readonly (PublishedPrice | PublishedTax)[], on: string, part = 'X'): string {
  const [found, other] = [lines, lines.toReversed()].map((order) =>
    priceOf(pricesInForce(order, new Date(on), market), 'part', part),
  );
  expect(found).toEqual(other);
  return found ? `${found.amountMinor} ${found.priceList}` : 'no price';
}

describe('prices in force', () => {
  it('are those of the newest version that has begun', () => {
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

  it('stay as they were where a newer version does not have them', () => {
    const lines = [
      ...version({ key: 'network:1', from: '2026-01-01', parts: { X: 100n, Y: 50n }, vat: '13' }),
      ...version({ key: 'network:2', from: '2026-02-01', parts: { Y: 60n }, vat: '13' }),
    ];
    expect(costs(lines, '2026-02-01', 'X')).toBe('100 network:1');
    expect(costs(lines, '2026-02-01', 'Y')).toBe('60 network:2');
  });

  it('of several lists count together, and of two that have a price the one that began last', () => {
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

  it('of two versions that begin together are those of the higher one, of two lists those published last', () => {
    const from = '2026-01-01';
    const lines = [
      ...version({ key: 'network:1', from, parts: { X: 100n }, vat: '13' }),
      ...version({ key: 'network:2', from, parts: { X: 200n }, vat: '13' }),
    ];
    expect(costs(lines, from)).toBe('200 network:2');
    const later = version({ key: 'other:1', from, at: '2025-12-02', parts: { X: 300n }, vat: '13' });
    expect(costs([...lines, ...later], from)).toBe('300 other:1');
  });

  it('of the station go before those of the network, however old they are', () => {
    const lines = [
      ...version({ key: 'own:1', from: '2026-01-01', stationId: 'station', parts: { X: 90n }, vat: '13' }),
      ...version({ key: 'network:1', from: '2026-02-01', parts: { X: 100n, Y: 50n }, vat: '13' }),
    ];
    expect(costs(lines, '2026-03-01', 'X')).toBe('90 own:1');
    expect(costs(lines, '2026-03-01', 'Y')).toBe('50 network:1');
  });

  it('end with the version that withdraws them; what another list says of the part counts then', () => {
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

  it('are those of the market', () => {
    const euro = { currency: 'EUR', jurisdiction: 'DE' };
    const lines = [
      ...version({ key: 'network:1', from: '2026-01-01', parts: { X: 100n }, vat: '13' }),
      ...version({ key: 'euro:1', from: '2026-02-01', parts: { X: 15n }, vat: '19', ...euro }),
      ...version({ key: 'macau:1', from: '2026-02-01', parts: { X: 16n }, vat: '0', jurisdiction: 'MO' }),
    ];
    expect(costs(lines, '2026-03-01')).toBe('100 network:1');
  });

  it('are taxed as the newest version of the same list states the tax', () => {
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

  it('are refused as a defect where the list does not state their tax', () => {
    const lines = version({ key: 'network:1', from: '2026-01-01', parts: { X: 100n } });
    expect(() => pricesInForce(lines, new Date('2026-02-01'), market)).toThrow(RangeError);
  });
});
