import type { PriceListState } from '@waystation/contracts/network/v1/state';
import { priceListInForce } from './prices-in-force.ts';

const market = { currency: 'CNY', jurisdiction: 'CN' };

function version(key: string, from: string, changes: Partial<PriceListState> = {}): PriceListState {
  const [priceListId = '', number = ''] = key.split(':');
  return {
    key,
    priceListId,
    version: Number(number),
    stationId: '',
    ...market,
    from: new Date(from),
    labourRates: [],
    partPrices: [],
    fees: [],
    taxCategories: [],
    at: new Date('2025-12-01T00:00:00Z'),
    ...changes,
  };
}

const own = { stationId: 'station' };
const lists = [
  version('network:1', '2026-01-01T00:00:00Z'),
  version('network:3', '2026-03-01T00:00:00Z'),
  version('network:2', '2026-02-01T00:00:00Z'),
  version('own:1', '2026-02-15T00:00:00Z', own),
  version('own:2', '2026-02-15T00:00:00Z', own),
  version('euro:1', '2026-02-20T00:00:00Z', { currency: 'EUR', jurisdiction: 'DE' }),
];
const keysAt = (at: string) => priceListInForce(lists, new Date(at), market).lists.map(({ key }) => key);

describe('priceListInForce', () => {
  it.each([
    ['2025-12-31T23:59:59.999Z', []],
    ['2026-01-01T00:00:00Z', ['network:1']],
    ['2026-02-10T00:00:00Z', ['network:2']],
    ['2026-02-28T00:00:00Z', ['own:2', 'network:2']],
    ['2026-03-01T00:00:00Z', ['own:2', 'network:3']],
  ])('knows what counts at %s', (at, keys) => {
    expect(keysAt(at)).toEqual(keys);
  });

  it('takes the list that was published last of two that begin together', () => {
    const from = '2026-01-01T00:00:00Z';
    const newer = version('other:1', from, { at: new Date('2025-12-02T00:00:00Z') });
    const both = [version('network:9', from), newer];
    for (const order of [both, both.toReversed()])
      expect(priceListInForce(order, new Date(from), market).lists.map(({ key }) => key)).toEqual(['other:1']);
  });
});
