import { NotFound } from '@waystation/model';
import { mapping, Store } from '@waystation/store';
import { PriceList, priceListSteps } from '../model/price-list.ts';

export const priceListMapping = mapping(PriceList, {
  table: 'price_list',
  subject: 'price list',
  network: true,
  steps: { table: priceListSteps, initial: 'published' },
  properties: (p) => ({
    ofStation: p.uuid().nullable(),
    currency: p.text(),
    jurisdiction: p.text(),
    latestVersion: p.integer(),
    latestFrom: p.datetime().nullable(),
  }),
});

export class PriceLists extends Store.of(priceListMapping) {
  /**
   * @param stationId owner of the list; undefined for the network
   * @throws NotFound for an unknown list, and for one of another owner
   */
  async getOf(stationId: string | undefined, id: string): Promise<PriceList> {
    const list = await this.get(id);
    if ((list.ofStation ?? undefined) !== stationId) throw new NotFound('price list', id);
    return list;
  }
}
