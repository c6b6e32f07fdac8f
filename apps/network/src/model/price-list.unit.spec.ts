import { journalOf, Refused } from '@waystation/model';
import { hour } from '@waystation/testing/model';
import { ids } from '../../testing/ids.ts';
import { partPricesOf, prices } from '../../testing/publications.ts';
import { PriceList, type Market } from './price-list.ts';
import { PriceListVersion, type PartPricePage, type Prices } from './price-list-version.ts';

const aList = () => PriceList.open(ids.priceList, prices);
const draft = (changed: Partial<Prices> = {}, number = 1, list = aList()) =>
  PriceListVersion.draft(ids.version, list, number, { ...prices, ...changed });
const page = (number: number, ...partNumbers: string[]): PartPricePage => ({
  page: number,
  partPrices: partPricesOf(...partNumbers),
});

describe('A price list', () => {
  it('publishes a draft with its pages, under its id and number', () => {
    const list = aList();
    const version = draft({}, 3, list);
    const pages = [page(1, 'P-1', 'P-2'), page(2, 'P-3')];
    for (const each of pages) version.setPartPrices(each, [], hour(0));
    list.publishVersion(version, pages, { partPages: 2 }, hour(1));

    expect(version).toMatchObject({ status: 'published', number: 3, parts: 3, validFrom: hour(1) });
    const { currency, jurisdiction, labourRates, fees, taxCategories } = prices;
    const header = { currency, jurisdiction, labourRates, fees, taxCategories, from: hour(1), partPages: 2, parts: 3 };
    const key = `${ids.priceList}:3`;
    const about = { priceListId: ids.priceList, version: 3, at: hour(1) };
    expect(journalOf(list).published.map(({ name, payload }) => [name, payload])).toEqual([
      ['PartPricesState', { ...about, key: `${key}:1`, page: 1, partPrices: pages[0]!.partPrices }],
      ['PartPricesState', { ...about, key: `${key}:2`, page: 2, partPrices: pages[1]!.partPrices }],
      ['PriceListState', { ...about, key, ...header }],
    ]);
    expect(list).toMatchObject({ latestVersion: 3, latestFrom: hour(1) });
  });

  it('refuses a version that is published or not newer', () => {
    const list = aList();
    const second = draft({}, 2, list);
    const first = draft({}, 1, list);
    list.publishVersion(second, [], { partPages: 0 }, hour(0));
    expect(() => list.publishVersion(first, [], { partPages: 0 }, hour(0))).toThrow('VERSION_NOT_NEWER');
    expect(() => list.publishVersion(second, [], { partPages: 0 }, hour(0))).toThrow('VERSION_PUBLISHED');
    for (const number of [1, 2]) expect(() => list.mustAccept(number, prices)).toThrow('VERSION_NOT_NEWER');
    list.mustAccept(3, prices);
  });

  it.each([
    [3, 'PART_PAGES_MISSING', { pages: '2, 3' }],
    [0, 'PART_PAGES_NOT_PUBLISHED', { pages: '1' }],
  ])('refuses a draft that does not have exactly %d pages', (partPages, reason, metadata) => {
    const list = aList();
    const version = draft({}, 1, list);
    version.setPartPrices(page(1, 'P-1'), [], hour(0));
    expect(() => list.publishVersion(version, [], { partPages }, hour(0))).toThrow(new Refused(reason, metadata));
  });

  it('refuses prices in another currency or jurisdiction', () => {
    const accept = (changed: Partial<Market>) => () => aList().mustAccept(2, { ...prices, ...changed });
    expect(accept({ currency: 'EUR' })).toThrow(new Refused('CURRENCY_DIFFERS', { currency: 'CNY' }));
    expect(accept({ jurisdiction: 'DE' })).toThrow(new Refused('JURISDICTION_DIFFERS', { jurisdiction: 'CN' }));
  });

  it('refuses an unknown currency', () => {
    expect(() => PriceList.open(ids.priceList, { ...prices, currency: 'RMB' })).toThrow('currency: CURRENCY_UNKNOWN');
  });

  it('has the currency and the id of the station that owns it', () => {
    const station = { id: ids.station, currency: 'CNY', jurisdiction: 'CN' };
    expect(() => PriceList.open(ids.priceList, { ...prices, currency: 'EUR' }, station)).toThrow('CURRENCY_DIFFERS');
    const list = PriceList.open(ids.priceList, prices, station);
    const version = draft({}, 1, list);
    expect(version.ofStation).toBe(ids.station);
    version.setPartPrices(page(1, 'P-1'), [], hour(0));
    list.publishVersion(version, [page(1, 'P-1')], { partPages: 1 }, hour(0));
    for (const { payload } of journalOf(list).published) expect(payload).toMatchObject({ stationId: ids.station });
  });
});

describe('A draft of prices', () => {
  it('requires a known tax category for each price', () => {
    const unknown = { taxCategory: 'VAT99' };
    const changed = {
      labourRates: [{ ...prices.labourRates[0]!, ...unknown }],
      fees: [{ ...prices.fees[0]!, ...unknown }],
    };
    expect(() => draft(changed)).toThrow(
      'labour_rates[0].tax_category: TAX_CATEGORY_UNKNOWN, fees[0].tax_category: TAX_CATEGORY_UNKNOWN',
    );
  });

  it('refuses duplicates', () => {
    const twice = <T>([first]: T[]) => [first!, first!];
    const changed = {
      labourRates: twice(prices.labourRates),
      taxCategories: [...prices.taxCategories, ...twice(prices.taxCategories)],
    };
    expect(() => draft(changed)).toThrow(
      'labour_rates[1]: PRICE_LISTED_TWICE, tax_categories[2]: TAX_CATEGORY_LISTED_TWICE, tax_categories[3]: TAX_CATEGORY_LISTED_TWICE',
    );
  });

  it.each([
    ['8.875', '8.875'],
    ['9.975', '9.975'],
    ['6.625', '6.625'],
    ['13.00', '13'],
  ])('stores a tax of %s percent as %s', (ratePercent, stored) => {
    expect(draft({ taxCategories: [{ code: 'VAT13', ratePercent }, prices.taxCategories[1]!] })).toMatchObject({
      taxCategories: [{ code: 'VAT13', ratePercent: stored }, prices.taxCategories[1]],
    });
  });

  it('names each wrong line of a page', () => {
    const [first, second, third, fourth] = partPricesOf('P-1', 'P-2', 'P-3', 'P-4');
    const partPrices = [
      { ...first!, taxCategory: 'VAT99' },
      { ...second!, perUnitMinor: -1n },
      { ...third!, withdrawn: true },
      fourth!,
      second!,
    ];
    const elsewhere = [{ partNumber: 'P-4', page: 7 }];
    expect(() => draft().setPartPrices({ page: 1, partPrices }, elsewhere, hour(0))).toThrow(
      'part_prices[0].tax_category: TAX_CATEGORY_UNKNOWN, part_prices[1].per_unit_minor: PRICE_NEGATIVE, ' +
        'part_prices[2].withdrawn: PRICE_ON_WITHDRAWN_LINE, part_prices[4]: PRICE_LISTED_TWICE, ' +
        'part_prices[3]: PRICE_LISTED_ON_OTHER_PAGE',
    );
  });

  it('accepts a withdrawn part and a part without charge', () => {
    const [free] = partPricesOf('P-1');
    const withdrawn = { partNumber: 'P-2', perUnitMinor: 0n, taxCategory: '', withdrawn: true };
    const version = draft();
    version.setPartPrices({ page: 1, partPrices: [{ ...free!, perUnitMinor: 0n }, withdrawn] }, [], hour(0));
    expect(version.parts).toBe(2);
  });

  it('counts a replaced page once', () => {
    const version = draft();
    version.setPartPrices(page(2, 'P-1', 'P-2'), [], hour(0));
    version.setPartPrices(page(1, 'P-3'), [], hour(0));
    version.setPartPrices(page(2, 'P-1'), [], hour(0));
    expect(version.pages).toEqual([
      { page: 1, parts: 1 },
      { page: 2, parts: 1 },
    ]);
    version.redraft(prices, hour(0));
    expect(version.pages).toEqual([]);
  });

  it('refuses changes after publication', () => {
    const list = aList();
    const version = draft({}, 1, list);
    list.publishVersion(version, [], { partPages: 0 }, hour(0));
    const refused = new Refused('VERSION_PUBLISHED', { version: '1' });
    expect(() => version.setPartPrices(page(1, 'P-1'), [], hour(0))).toThrow(refused);
    expect(() => version.redraft(prices, hour(0))).toThrow(refused);
  });

  it('refuses a page that does not fit into one message', () => {
    const partNumbers = Array.from({ length: 500 }, (_, index) => `${index}`.padEnd(60, '件'));
    expect(() => draft().setPartPrices(page(1, ...partNumbers), [], hour(0))).toThrow('STATE_TOO_LARGE');
  });
});
