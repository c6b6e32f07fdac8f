import { UseCase, type Call } from '@waystation/call';
import type { PublishPriceListRequest, PublishPriceListResponse } from '@waystation/contracts/network/v1/service';
import { PriceList } from '../model/price-list.ts';
import { PriceListVersions } from '../store/price-list-version.mapping.ts';
import { PriceLists } from '../store/price-list.mapping.ts';

@UseCase()
export class PublishPriceList {
  constructor(
    private readonly lists: PriceLists,
    private readonly versions: PriceListVersions,
  ) {}

  async execute(
    { priceListId, version, from, ...prices }: PublishPriceListRequest,
    { now, newId }: Call,
  ): Promise<PublishPriceListResponse> {
    const list = priceListId ? await this.lists.getOf(undefined, priceListId) : PriceList.open(newId(), prices);
    if (!priceListId) this.lists.add(list);
    this.versions.add(list.publishVersion({ version, from }, prices, newId(), now));
    return { priceListId: list.id, version };
  }
}
