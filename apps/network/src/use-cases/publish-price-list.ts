import { UseCase, type Call } from '@waystation/call';
import type { PublishPriceListRequest, PublishPriceListResponse } from '@waystation/contracts/network/v1/service';
import { PartPrices } from '../store/part-prices.ts';
import { PriceLists } from '../store/price-list.mapping.ts';
import { PriceListVersions } from '../store/price-list-version.mapping.ts';

@UseCase()
export class PublishPriceList {
  constructor(
    private readonly lists: PriceLists,
    private readonly versions: PriceListVersions,
    private readonly partPrices: PartPrices,
  ) {}

  async execute(
    { priceListId, version: number, from, partPages }: PublishPriceListRequest,
    { now }: Call,
  ): Promise<PublishPriceListResponse> {
    const [list, version, pages] = await Promise.all([
      this.lists.getOf(undefined, priceListId),
      this.versions.getOf(undefined, priceListId, number),
      this.partPrices.pagesOf(priceListId, number),
    ]);
    list.publishVersion(version, pages, { from, partPages }, now);
    return { priceListId, version: number, from: version.validFrom!, parts: version.parts };
  }
}
