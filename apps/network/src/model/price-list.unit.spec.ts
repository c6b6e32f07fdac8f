import { journalOf, Refused } from '@waystation/model';
import { hour, ids } from '../testing/ids.ts';
import { prices } from '../testing/publications.ts';
import { PriceList, type Prices } from './price-list.ts';

const publish = (changed: Partial<Prices>, version = 1, list = PriceList.open(ids.priceList, prices)) =>
  list.publishVersion({ version }, { ...prices, ...changed }, ids.version, hour(0));

describe('a price list', () => {
  it('is published as a version, under its id and number', () => {
    const list = PriceList.open(ids.priceList, prices);
    expect(publish({}, 3, list)).toMatchObject({ id: ids.version, priceListId: ids.priceList, number: 3, ...prices });
    const { name, payload } = journalOf(list).published[0]!;
    expect([name, payload]).toEqual([
      'PriceListState',
      { ...prices, key: `${ids.priceList}:3`, priceListId: ids.priceList, version: 3, from: hour(0), at: hour(0) },
    ]);
    expect(list).toMatchObject({ latestVersion: 3, latestFrom: hour(0) });
  });

  it('publishes no version twice, and none lower', () => {
    const list = PriceList.open(ids.priceList, prices);
    publish({}, 2, list);
    for (const version of [1, 2]) expect(() => publish({}, version, list)).toThrow('VERSION_NOT_NEWER');
    expect(publish({}, 3, list).number).toBe(3);
  });

  it('has a tax category for each price', () => {
    const unknown = { taxCategory: 'VAT99' };
    const changed = {
      labourRates: [{ ...prices.labourRates[0]!, ...unknown }],
      partPrices: [{ ...prices.partPrices[0]!, ...unknown }],
      fees: [{ ...prices.fees[0]!, ...unknown }],
    };
    expect(() => publish(changed)).toThrow(
      'labour_rates[0].tax_category: TAX_CATEGORY_UNKNOWN, part_prices[0].tax_category: TAX_CATEGORY_UNKNOWN, ' +
        'fees[0].tax_category: TAX_CATEGORY_UNKNOWN',
    );
  });

  it('states nothing twice', () => {
    const twice = <T>([first]: T[]) => [first!, first!];
    const changed = {
      partPrices: twice(prices.partPrices),
      taxCategories: [...prices.taxCategories, ...twice(prices.taxCategories)],
    };
    expect(() => publish(changed)).toThrow(
      'part_prices[1]: PRICE_STATED_TWICE, tax_categories[2]: TAX_CATEGORY_STATED_TWICE, tax_categories[3]: TAX_CATEGORY_STATED_TWICE',
    );
  });

  it('has no negative price; nothing may cost nothing', () => {
    const partPrice = prices.partPrices[0]!;
    expect(() => publish({ partPrices: [{ ...partPrice, perUnitMinor: -1n }] })).toThrow(
      'part_prices[0].per_unit_minor: PRICE_NEGATIVE',
    );
    expect(publish({ partPrices: [{ ...partPrice, perUnitMinor: 0n }] }).partPrices).toHaveLength(1);
  });

  it('stays in its money and jurisdiction', () => {
    expect(() => publish({ currency: 'EUR' })).toThrow(new Refused('CURRENCY_DIFFERS', { currency: 'CNY' }));
    expect(() => publish({ jurisdiction: 'DE' })).toThrow(new Refused('JURISDICTION_DIFFERS', { jurisdiction: 'CN' }));
  });

  it("of a station is in the station's money, and names the station", () => {
    const station = { id: ids.station, currency: 'CNY', jurisdiction: 'CN' };
    expect(() => PriceList.open(ids.priceList, { ...prices, currency: 'EUR' }, station)).toThrow('CURRENCY_DIFFERS');
    const list = PriceList.open(ids.priceList, prices, station);
    expect(publish({}, 1, list).ofStation).toBe(ids.station);
    expect(journalOf(list).published[0]!.payload).toMatchObject({ stationId: ids.station });
  });

  it('fits into one message', () => {
    const part = (index: number) => ({
      partNumber: `${index}`.padEnd(60, '件'),
      perUnitMinor: 1n,
      taxCategory: 'VAT13',
    });
    expect(() => publish({ partPrices: Array.from({ length: 500 }, (_, index) => part(index)) })).toThrow(
      'STATE_TOO_LARGE',
    );
  });
});
